; Captures: @function @class @block @statement, and @name for the name of the same match.
(function_declaration name: (_) @name) @function
(generator_function_declaration name: (_) @name) @function
(function_expression name: (_)? @name) @function
(generator_function name: (_)? @name) @function
(arrow_function) @function
(method_definition name: (_) @name) @function
(variable_declarator name: (identifier) @name value: [(arrow_function) (function_expression)] @function)
(public_field_definition name: (_) @name value: [(arrow_function) (function_expression)] @function)
(pair key: (_) @name value: [(arrow_function) (function_expression)] @function)
(assignment_expression left: (_) @name right: [(arrow_function) (function_expression)] @function)

(class_declaration name: (_) @name) @class
(class name: (_)? @name) @class

[(statement_block) (class_body) (switch_body)] @block

(statement) @statement
(public_field_definition) @statement

(abstract_class_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @class
(enum_declaration name: (_) @name) @class
(internal_module name: (_) @name) @class
[(interface_body) (enum_body)] @block
(function_signature name: (_) @name) @statement
(method_signature name: (_) @name) @statement
(property_signature name: (_) @name) @statement
