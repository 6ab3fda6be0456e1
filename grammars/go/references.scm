; Where names are used. The captures are described in src/core/syntax/references.ts.
(identifier) @value
(type_identifier) @type
(call_expression function: (identifier) @call)
(selector_expression operand: (_) @receiver field: (_) @member)
(qualified_type package: (_) @receiver name: (_) @member)

(function_declaration name: (_) @binding)
(type_spec name: (_) @binding)
(type_alias name: (_) @binding)
(type_parameter_declaration name: (identifier) @binding)
(parameter_declaration name: (identifier) @binding)
(variadic_parameter_declaration name: (_) @binding)
(const_spec name: (identifier) @binding)
(var_spec name: (identifier) @binding)
(short_var_declaration left: (expression_list (identifier) @binding))
(range_clause left: (expression_list (identifier) @binding))
(receive_statement left: (expression_list (identifier) @binding))
(type_switch_statement alias: (expression_list (identifier) @binding))
(import_declaration) @skip
