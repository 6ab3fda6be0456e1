; What a file defines. The captures are described in src/core/syntax/facts.ts; where patterns share a name, the first one counts.
(export_statement) @outer
(ambient_declaration (declaration)) @outer
(decorator) @decorator
[(arrow_function body: (_) @local) (function_expression body: (_) @local) (generator_function body: (_) @local)]

(function_declaration name: (_) @name body: (_) @body) @definition.function
(generator_function_declaration name: (_) @name body: (_) @body) @definition.function
(function_signature name: (_) @name) @definition.function
(class_declaration name: (_) @name body: (_) @body) @definition.class
(abstract_class_declaration name: (_) @name body: (_) @body) @definition.class
(interface_declaration name: (_) @name body: (_) @body) @definition.interface
(enum_declaration name: (_) @name body: (_) @body) @definition.enum
(internal_module name: (_) @name body: (_) @body) @definition.module
(module name: (_) @name body: (_) @body) @definition.module
(type_alias_declaration name: (_) @name value: (object_type) @members) @definition.type
(type_alias_declaration name: (_) @name value: (intersection_type (object_type) @members)) @definition.type
(type_alias_declaration name: (_) @name) @definition.type

(export_statement "default" @name value: (class body: (_) @body) @definition.class)
(export_statement "default" @name value: (arrow_function body: (_) @body) @definition.function)
(export_statement "default" @name value: (function_expression body: (_) @body) @definition.function)
(export_statement "default" @name value: [
  (object) @body
  (as_expression (object) @body)
  (satisfies_expression (object) @body)
  (call_expression arguments: (arguments . (object) @body .))
] @definition.constant)

(class_body [
  (method_definition name: [(property_identifier) (private_property_identifier)] @name body: (_) @body)
  (method_signature name: [(property_identifier) (private_property_identifier)] @name)
  (abstract_method_signature name: [(property_identifier) (private_property_identifier)] @name)
] @definition.method)
(class_body (public_field_definition
  name: [(property_identifier) (private_property_identifier)] @name
  value: [(arrow_function body: (_) @body) (function_expression body: (_) @body)]) @definition.method)
(class_body
  (public_field_definition name: [(property_identifier) (private_property_identifier)] @name) @definition.field)
(required_parameter [(accessibility_modifier) "readonly"] pattern: (identifier) @name) @definition.field
(interface_body (property_signature name: [(property_identifier) (string)] @name) @definition.field)
(interface_body (method_signature name: (property_identifier) @name) @definition.method)
(object_type (property_signature name: [(property_identifier) (string)] @name) @definition.field) @in
(object_type (method_signature name: (property_identifier) @name) @definition.method) @in
(enum_body [(property_identifier) @name @definition.constant (enum_assignment name: (_) @name) @definition.constant])

; What is left of a text that is being written: a class without its end takes in the methods that were found behind it.
(ERROR "export" @definition.class . "class" . [(identifier) (type_identifier)] @name) @broken
(ERROR "class" @definition.class . [(identifier) (type_identifier)] @name) @broken
(ERROR "export" @definition.function . "function" . (identifier) @name . (formal_parameters) @end)
(ERROR "function" @definition.function . (identifier) @name . (formal_parameters) @end)
(ERROR (method_definition name: (property_identifier) @name body: (_) @body) @definition.method
  (#not-any-of? @name "export" "function" "class" "const" "let" "var" "import" "if" "for" "while" "switch" "catch")) @in

(lexical_declaration (variable_declarator
  name: (identifier) @name
  value: [(arrow_function body: (_) @body) (function_expression body: (_) @body) (generator_function body: (_) @body)])
) @definition.function
(lexical_declaration
  (variable_declarator name: (identifier) @name value: (class body: (_) @body))) @definition.class
(lexical_declaration "const" (variable_declarator name: (identifier) @name value: [
  (object) @body
  (as_expression (object) @body)
  (satisfies_expression (object) @body)
  (satisfies_expression (as_expression (object) @body))
])) @definition.constant
(lexical_declaration "const" (variable_declarator name: (identifier) @name)) @definition.constant
(lexical_declaration "let" (variable_declarator name: (identifier) @name)) @definition.variable
(variable_declaration (variable_declarator name: (identifier) @name)) @definition.variable
(lexical_declaration (variable_declarator name: (object_pattern [
  (shorthand_property_identifier_pattern) @name
  (pair_pattern value: (identifier) @name)
]))) @definition.constant

(variable_declarator (object [
  (method_definition name: (property_identifier) @name body: (_) @body)
  (pair key: (property_identifier) @name value: [(arrow_function body: (_) @body) (function_expression body: (_) @body)])
] @definition.method) @in)
(as_expression . (object [
  (method_definition name: (property_identifier) @name body: (_) @body)
  (pair key: (property_identifier) @name value: [(arrow_function body: (_) @body) (function_expression body: (_) @body)])
] @definition.method) @in)
(satisfies_expression . (object [
  (method_definition name: (property_identifier) @name body: (_) @body)
  (pair key: (property_identifier) @name value: [(arrow_function body: (_) @body) (function_expression body: (_) @body)])
] @definition.method) @in)
(export_statement (object [
  (method_definition name: (property_identifier) @name body: (_) @body)
  (pair key: (property_identifier) @name value: [(arrow_function body: (_) @body) (function_expression body: (_) @body)])
] @definition.method) @in)
(export_statement (call_expression (arguments . (object [
  (method_definition name: (property_identifier) @name body: (_) @body)
  (pair key: (property_identifier) @name value: [(arrow_function body: (_) @body) (function_expression body: (_) @body)])
] @definition.method) @in)))
(variable_declarator (object (pair key: [(property_identifier) (string)] @name) @definition.field) @in)
(as_expression . (object (pair key: [(property_identifier) (string)] @name) @definition.field) @in)
(satisfies_expression . (object (pair key: [(property_identifier) (string)] @name) @definition.field) @in)
(export_statement (object (pair key: [(property_identifier) (string)] @name) @definition.field) @in)
(export_statement (call_expression (arguments . (object (pair key: [(property_identifier) (string)] @name) @definition.field) @in)))
