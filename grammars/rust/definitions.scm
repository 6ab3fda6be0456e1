; What a file defines. The captures are described in src/core/syntax/facts.ts; where patterns share a name, the first one counts.
(attribute_item) @decorator
(closure_expression body: (_) @local)

(impl_item type: [
  (type_identifier) @name
  (generic_type type: (type_identifier) @name)
  (scoped_type_identifier name: (_) @name)
  (generic_type type: (scoped_type_identifier name: (_) @name))
] body: (_) @body) @scope
(impl_item trait: (_) body: (declaration_list
  (function_item name: (_) @name @exported body: (_) @body) @definition.method))
(trait_item body: (declaration_list [
  (function_item name: (_) @name @exported body: (_) @body)
  (function_signature_item name: (_) @name @exported)
] @definition.method))
(trait_item body: (declaration_list (const_item name: (_) @name @exported) @definition.constant))
(trait_item body: (declaration_list (associated_type name: (_) @name @exported) @definition.type))

(function_item name: (_) @name body: (_) @body) @definition.function
(function_signature_item name: (_) @name) @definition.function
(struct_item name: (_) @name body: (field_declaration_list) @body) @definition.class
(struct_item name: (_) @name) @definition.class
(union_item name: (_) @name body: (_) @body) @definition.class
(enum_item name: (_) @name body: (_) @body) @definition.enum
(enum_variant name: (_) @name @exported body: (field_declaration_list) @members) @definition.constant
(enum_variant name: (_) @name @exported) @definition.constant
(trait_item name: (_) @name body: (_) @body) @definition.interface
(type_item name: (_) @name) @definition.type
(field_declaration name: (_) @name) @definition.field
(const_item name: (_) @name) @definition.constant
(static_item name: (_) @name) @definition.variable
(mod_item name: (_) @name body: (_) @body) @definition.module
(mod_item name: (_) @name) @definition.module
(macro_definition name: (_) @name @exported . ["{" "("] @body) @definition.macro
