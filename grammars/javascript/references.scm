; Where names are used. The captures are described in src/core/syntax/references.ts.
(identifier) @value
(shorthand_property_identifier) @value
(call_expression function: (identifier) @call)
(new_expression constructor: (identifier) @call)
(decorator (identifier) @call)
(member_expression object: (_) @receiver property: [(property_identifier) (private_property_identifier)] @member)

; Elements of HTML are no names of the program.
((jsx_opening_element name: (identifier) @binding) (#match? @binding "^[a-z]"))
((jsx_closing_element name: (identifier) @binding) (#match? @binding "^[a-z]"))
((jsx_self_closing_element name: (identifier) @binding) (#match? @binding "^[a-z]"))

(formal_parameters (identifier) @binding)
(variable_declarator name: [(identifier) @binding (array_pattern (identifier) @binding)])
(arrow_function parameter: (identifier) @binding)
(rest_pattern (identifier) @binding)
(pair_pattern value: (identifier) @binding)
(assignment_pattern left: (identifier) @binding)
(catch_clause parameter: (identifier) @binding)
(for_in_statement left: (identifier) @binding)
(function_declaration name: (_) @binding)
(generator_function_declaration name: (_) @binding)
(function_expression name: (_) @binding)
(class_declaration name: (_) @binding)
(class name: (_) @binding)
(export_specifier alias: (_) @binding)
(import_statement) @skip
