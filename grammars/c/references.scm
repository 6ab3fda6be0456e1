; Where names are used. The captures are described in src/core/syntax/references.ts.
(identifier) @value
(type_identifier) @type
(call_expression function: (identifier) @call)
(field_expression argument: (_) @receiver field: (_) @member)

(function_declarator declarator: (identifier) @binding)
(parameter_declaration declarator: [(identifier) @binding (pointer_declarator declarator: (identifier) @binding)])
(parameter_declaration (pointer_declarator (pointer_declarator declarator: (identifier) @binding)))
(parameter_declaration (array_declarator declarator: (identifier) @binding))
(declaration declarator: [(identifier) @binding (pointer_declarator declarator: (identifier) @binding)])
(declaration declarator: (array_declarator declarator: (identifier) @binding))
(init_declarator declarator: [(identifier) @binding (pointer_declarator declarator: (identifier) @binding)])
(init_declarator declarator: (array_declarator declarator: (identifier) @binding))
(struct_specifier name: (_) @binding body: (_))
(union_specifier name: (_) @binding body: (_))
(enum_specifier name: (_) @binding body: (_))
(enumerator name: (_) @binding)
(type_definition declarator: (type_identifier) @binding)
(preproc_def name: (_) @binding)
(preproc_function_def name: (_) @binding)
(preproc_params (identifier) @binding)
