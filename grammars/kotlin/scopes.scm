; Captures: @function @class @block @statement, and @name for the name of the same match.
(function_declaration name: (_) @name) @function
(secondary_constructor) @function
(anonymous_function) @function
(lambda_literal) @function

(class_declaration name: (_) @name) @class
(object_declaration name: (_) @name) @class
(companion_object) @class
(object_literal) @class

[(block) (class_body) (enum_class_body) (when_expression)] @block

(block (statement) @statement)
(source_file (statement) @statement)
(class_body (declaration) @statement)
(import) @statement
