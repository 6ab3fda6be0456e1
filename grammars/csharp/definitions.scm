; What a file defines. The captures are described in src/core/syntax/facts.ts; where patterns share a name, the first one counts.
(attribute_list) @decorator
(lambda_expression body: (block) @local)
(anonymous_method_expression (block) @local)

(file_scoped_namespace_declaration name: (_) @name) @definition.module
(namespace_declaration name: (_) @name body: (declaration_list "{" @body)) @definition.module

(class_declaration name: (_) @name body: (_) @body) @definition.class
(class_declaration name: (_) @name) @definition.class
(struct_declaration name: (_) @name body: (_) @body) @definition.class
(struct_declaration name: (_) @name) @definition.class
(record_declaration name: (_) @name body: (_) @body) @definition.class
(record_declaration name: (_) @name) @definition.class
(record_declaration name: (_) @container (parameter_list (parameter name: (_) @name @exported) @definition.field))
(interface_declaration name: (_) @name body: (_) @body) @definition.interface
(enum_declaration name: (_) @name body: (_) @body) @definition.enum
(enum_member_declaration name: (_) @name @exported) @definition.constant
(delegate_declaration name: (_) @name) @definition.type

(interface_declaration body: (declaration_list (method_declaration name: (_) @name @exported body: (_)? @body) @definition.method))
(interface_declaration body: (declaration_list (property_declaration name: (_) @name @exported accessors: (_) @body) @definition.field))
(method_declaration name: (_) @name body: (_) @body) @definition.method
(method_declaration name: (_) @name) @definition.method
(constructor_declaration name: (_) @name body: (_) @body) @definition.method
(local_function_statement name: (_) @name body: (_) @body) @definition.function
(property_declaration name: (_) @name accessors: (_) @body) @definition.field
(property_declaration name: (_) @name value: (arrow_expression_clause) @body) @definition.field
(event_declaration name: (_) @name) @definition.field
((field_declaration (modifier) @_const (variable_declaration (variable_declarator name: (_) @name))) @definition.constant
  (#eq? @_const "const"))
(field_declaration (variable_declaration (variable_declarator name: (_) @name))) @definition.field
(event_field_declaration (variable_declaration (variable_declarator name: (_) @name))) @definition.field
