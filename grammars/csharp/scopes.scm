; Captures: @function @class @block @statement, and @name for the name of the same match.
(method_declaration name: (_) @name) @function
(constructor_declaration name: (_) @name) @function
(local_function_statement name: (_) @name) @function
(lambda_expression) @function
(anonymous_method_expression) @function

(class_declaration name: (_) @name) @class
(struct_declaration name: (_) @name) @class
(record_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @class
(enum_declaration name: (_) @name) @class

[(block) (declaration_list) (enum_member_declaration_list) (accessor_list) (switch_body)] @block

(statement) @statement
[(using_directive) (field_declaration) (event_field_declaration) (property_declaration) (delegate_declaration)] @statement
