; Captures: @function @class @block @statement, and @name for the name of the same match.
(function_declaration name: (_) @name) @function
(method_declaration name: (_) @name) @function
(func_literal) @function

(type_spec name: (_) @name type: [(struct_type) (interface_type)]) @class

[(block) (field_declaration_list) (expression_switch_statement) (type_switch_statement) (select_statement)] @block

(_statement) @statement
[(import_declaration) (const_declaration) (var_declaration) (type_declaration) (field_declaration)] @statement
