; Captures: @function @class @block @statement, and @name for the name of the same match.
(method name: (_) @name) @function
(singleton_method name: (_) @name) @function
(lambda) @function

(class name: (_) @name) @class
(module name: (_) @name) @class
(singleton_class) @class

[(do_block) (block) (begin) (then) (do) (else) (body_statement)] @block

(_statement) @statement
