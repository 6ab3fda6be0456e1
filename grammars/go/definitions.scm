; What a file defines. The captures are described in src/core/syntax/facts.ts; where patterns share a name, the first one counts.
(type_declaration "type" . [(type_spec) (type_alias)]) @outer
(const_declaration "const" . (const_spec)) @outer
(var_declaration "var" . (var_spec)) @outer
(func_literal body: (_) @local)

(function_declaration name: (_) @name body: (_) @body) @definition.function
(function_declaration name: (_) @name) @definition.function
(method_declaration
  receiver: (parameter_list (parameter_declaration type: [
    (type_identifier) @container
    (pointer_type (type_identifier) @container)
    (generic_type type: (_) @container)
    (pointer_type (generic_type type: (_) @container))
  ]))
  name: (_) @name
  body: (_) @body) @definition.method

(type_spec name: (_) @name type: (struct_type (field_declaration_list) @body)) @definition.class
(type_spec name: (_) @name type: (interface_type "{" @body) @members) @definition.interface
(type_spec name: (_) @name) @definition.type
(type_alias name: (_) @name) @definition.type
(field_declaration name: (_) @name type: (struct_type (field_declaration_list) @body)) @definition.field
(field_declaration name: (_) @name) @definition.field
(field_declaration !name type: [(type_identifier) @name (qualified_type name: (_) @name)]) @definition.field
(interface_type (method_elem name: (_) @name) @definition.method)

(const_spec name: (identifier) @name) @definition.constant
(var_spec name: (identifier) @name value: (expression_list (func_literal body: (_) @body))) @definition.function
(var_spec name: (identifier) @name) @definition.variable
