; Where names are used. The captures are described in src/core/syntax/references.ts.
(identifier) @value
(function_call name: (identifier) @call)
(dot_index_expression table: (_) @receiver field: (identifier) @member)
(method_index_expression table: (_) @receiver method: (identifier) @member)

(function_declaration name: (identifier) @binding)
(function_declaration name: (dot_index_expression field: (identifier) @binding))
(function_declaration name: (method_index_expression method: (identifier) @binding))
(parameters (identifier) @binding)
(variable_list name: (identifier) @binding)
(for_numeric_clause name: (identifier) @binding)
(field name: (identifier) @binding)
(attribute (identifier) @binding)
(label_statement (identifier) @binding)
(goto_statement (identifier) @binding)
((function_call name: (identifier) @skip arguments: (arguments . (string))) (#eq? @skip "require"))
