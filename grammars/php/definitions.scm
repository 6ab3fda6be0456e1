; What a file defines. The captures are described in src/core/syntax/facts.ts; where patterns share a name, the first one counts.
(attribute_list) @decorator
(anonymous_class body: (_) @local)
(anonymous_function body: (_) @local)

(class_declaration name: (_) @name body: (_) @body) @definition.class
(interface_declaration name: (_) @name body: (_) @body) @definition.interface
(trait_declaration name: (_) @name body: (_) @body) @definition.class
(enum_declaration name: (_) @name body: (_) @body) @definition.enum
(enum_case name: (_) @name) @definition.constant

(function_definition name: (_) @name body: (_) @body) @definition.function
(method_declaration name: (_) @name body: (_) @body) @definition.method
(method_declaration name: (_) @name) @definition.method
(method_declaration parameters: (formal_parameters (property_promotion_parameter name: (variable_name (name) @name)) @definition.field))
(property_declaration (property_element name: (variable_name (name) @name))) @definition.field
(const_declaration (const_element . (name) @name)) @definition.constant
((expression_statement (function_call_expression function: (name) @_define arguments: (arguments . (argument (string) @name)))
  @definition.constant) (#eq? @_define "define"))
(program (expression_statement (assignment_expression left: (variable_name) @name) @definition.variable))
