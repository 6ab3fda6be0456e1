; What a file defines. The captures are described in src/core/syntax/facts.ts; where patterns share a name, the first one counts.
(modifiers (annotation) @decorator)
(lambda_literal) @local
(object_literal (class_body) @local)
(anonymous_initializer (block) @local)

(class_declaration "interface" name: (_) @name (class_body) @body) @definition.interface
(class_declaration "interface" name: (_) @name) @definition.interface
(class_declaration name: (_) @name (enum_class_body) @body) @definition.enum
(class_declaration name: (_) @name (class_body) @body) @definition.class
(class_declaration name: (_) @name) @definition.class
(class_declaration name: (_) @container (primary_constructor (class_parameters
  (class_parameter ["val" "var"] . (identifier) @name) @definition.field)))
(object_declaration name: (_) @name (class_body) @body) @definition.class
(object_declaration name: (_) @name) @definition.class
(enum_entry . (identifier) @name (class_body) @body) @definition.constant
(enum_entry . (identifier) @name) @definition.constant
(type_alias type: (_) @name) @definition.type

(function_declaration name: (_) @name (function_body) @body) @definition.function
(function_declaration name: (_) @name) @definition.function
((property_declaration (modifiers (property_modifier) @_const) (variable_declaration . (identifier) @name)) @definition.constant
  (#eq? @_const "const"))
(class_body (property_declaration (variable_declaration . (identifier) @name) [(getter) (property_delegate)] @body) @definition.field)
(class_body (property_declaration (variable_declaration . (identifier) @name)) @definition.field)
(property_declaration (variable_declaration . (identifier) @name) (property_delegate) @body) @definition.variable
(property_declaration (variable_declaration . (identifier) @name)) @definition.variable
