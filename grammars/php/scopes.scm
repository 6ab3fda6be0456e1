; Captures: @function @class @block @statement, and @name for the name of the same match.
(function_definition name: (_) @name) @function
(method_declaration name: (_) @name) @function
(anonymous_function) @function
(arrow_function) @function

(class_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @class
(trait_declaration name: (_) @name) @class
(enum_declaration name: (_) @name) @class
(anonymous_class) @class

[(compound_statement) (declaration_list) (enum_declaration_list) (switch_block) (match_block) (colon_block)] @block

(statement) @statement
[(use_declaration) (property_declaration) (enum_case)] @statement
