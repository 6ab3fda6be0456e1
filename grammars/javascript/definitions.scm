; What a file defines. The captures are described in src/core/syntax/facts.ts; where patterns share a name, the first one counts.
(export_statement) @outer
(decorator) @decorator
[(arrow_function body: (_) @local) (function_expression body: (_) @local) (generator_function body: (_) @local)]

(function_declaration name: (_) @name body: (_) @body) @definition.function
(generator_function_declaration name: (_) @name body: (_) @body) @definition.function
(class_declaration name: (_) @name body: (_) @body) @definition.class

(export_statement "default" @name value: (class body: (_) @body) @definition.class)
(export_statement "default" @name value: (arrow_function body: (_) @body) @definition.function)
(export_statement "default" @name value: (function_expression body: (_) @body) @definition.function)
(export_statement "default" @name value: [
  (object) @body
  (call_expression arguments: (arguments . (object) @body .))
] @definition.constant)

(class_body (method_definition
  name: [(property_identifier) (private_property_identifier)] @name
  body: (_) @body) @definition.method)
(class_body (field_definition
  property: [(property_identifier) (private_property_identifier)] @name
  value: [(arrow_function body: (_) @body) (function_expression body: (_) @body)]) @definition.method)
(class_body
  (field_definition property: [(property_identifier) (private_property_identifier)] @name) @definition.field)
(assignment_expression
  left: (member_expression object: (this) @owned property: (property_identifier) @name)) @definition.field

; What is left of a text that is being written: a class without its end takes in the methods that were found behind it.
(ERROR "export" @definition.class . "class" . (identifier) @name) @broken
(ERROR "class" @definition.class . (identifier) @name) @broken
(ERROR "export" @definition.function . "function" . (identifier) @name . (formal_parameters) @end)
(ERROR "function" @definition.function . (identifier) @name . (formal_parameters) @end)
(ERROR (method_definition name: (property_identifier) @name body: (_) @body) @definition.method
  (#not-any-of? @name "export" "function" "class" "const" "let" "var" "import" "if" "for" "while" "switch" "catch")) @in

(lexical_declaration (variable_declarator
  name: (identifier) @name
  value: [(arrow_function body: (_) @body) (function_expression body: (_) @body) (generator_function body: (_) @body)])
) @definition.function
(variable_declaration (variable_declarator
  name: (identifier) @name
  value: [(arrow_function body: (_) @body) (function_expression body: (_) @body)])) @definition.function
(lexical_declaration
  (variable_declarator name: (identifier) @name value: (class body: (_) @body))) @definition.class
(lexical_declaration "const" (variable_declarator name: (identifier) @name value: (object) @body)) @definition.constant
(lexical_declaration "const" (variable_declarator name: (identifier) @name)) @definition.constant
(lexical_declaration "let" (variable_declarator name: (identifier) @name)) @definition.variable
(variable_declaration (variable_declarator name: (identifier) @name value: (object) @body)) @definition.variable
(variable_declaration (variable_declarator name: (identifier) @name)) @definition.variable
(lexical_declaration (variable_declarator name: (object_pattern [
  (shorthand_property_identifier_pattern) @name
  (pair_pattern value: (identifier) @name)
]))) @definition.constant

; CommonJS, and members that are assigned from outside.
(assignment_expression
  left: (member_expression
    object: (member_expression object: (identifier) @container property: (property_identifier) @_prototype)
    property: (property_identifier) @name)
  right: [(arrow_function body: (_) @body) (function_expression body: (_) @body)]
  (#eq? @_prototype "prototype")) @definition.method
(assignment_expression
  left: (member_expression object: [(identifier) (member_expression)] @_exports property: (property_identifier) @name @exported)
  right: [(arrow_function body: (_) @body) (function_expression body: (_) @body) (generator_function body: (_) @body)]
  (#any-of? @_exports "exports" "module.exports")) @definition.function
(assignment_expression
  left: (member_expression object: [(identifier) (member_expression)] @_exports property: (property_identifier) @name @exported)
  right: (class body: (_) @body)
  (#any-of? @_exports "exports" "module.exports")) @definition.class
(assignment_expression
  left: (member_expression object: [(identifier) (member_expression)] @_exports property: (property_identifier) @name @exported)
  right: [(object) @body (string) (number) (template_string) (array) (new_expression) (true) (false)]
  (#any-of? @_exports "exports" "module.exports")) @definition.constant
(expression_statement (assignment_expression
  left: (member_expression object: (identifier) @container property: (property_identifier) @name)
  right: [(arrow_function body: (_) @body) (function_expression body: (_) @body)]
  (#not-any-of? @container "module" "exports" "window" "globalThis" "global" "self")) @definition.method)
(assignment_expression
  left: (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
  right: (object [
    (method_definition name: (property_identifier) @name @exported body: (_) @body)
    (pair key: (property_identifier) @name @exported value: [
      (arrow_function body: (_) @body)
      (function_expression body: (_) @body)
    ])
  ] @definition.function)
  (#eq? @_module "module") (#eq? @_exports "exports"))
(assignment_expression
  left: (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
  right: (object (pair key: (property_identifier) @name @exported value: [
    (number) (string) (template_string) (array) (object) @body (new_expression) (call_expression) (true) (false)
  ]) @definition.constant)
  (#eq? @_module "module") (#eq? @_exports "exports"))
(assignment_expression
  left: (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
  right: [
    (class name: (_) @name body: (_) @body) @definition.class
    (function_expression name: (_) @name body: (_) @body) @definition.function
  ] @exported
  (#eq? @_module "module") (#eq? @_exports "exports"))

(variable_declarator (object [
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
(export_statement (object (pair key: [(property_identifier) (string)] @name) @definition.field) @in)
(export_statement (call_expression (arguments . (object (pair key: [(property_identifier) (string)] @name) @definition.field) @in)))
