; Captures: @function @class @block @statement, and @name for the name of the same match.
(method_declaration name: (_) @name) @function
(constructor_declaration name: (_) @name) @function
(compact_constructor_declaration name: (_) @name) @function
(lambda_expression) @function

(class_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @class
(enum_declaration name: (_) @name) @class
(record_declaration name: (_) @name) @class
(annotation_type_declaration name: (_) @name) @class

[(block) (constructor_body) (class_body) (interface_body) (enum_body) (switch_block)] @block

(statement) @statement
(field_declaration) @statement
