; What a file defines. The captures are described in src/core/syntax/facts.ts; where patterns share a name, the first one counts.
(decorator) @decorator
(lambda body: (_) @local)

(class_definition name: (_) @name body: (_) @body) @definition.class
(function_definition name: (_) @name (ERROR) @body) @definition.function
(function_definition name: (_) @name body: (_) @body) @definition.function
(type_alias_statement left: (type (identifier) @name)) @definition.type
(type_alias_statement left: (type (generic_type (identifier) @name))) @definition.type

(class_definition body: (block (expression_statement [
  (assignment left: [(identifier) @name (pattern_list (identifier) @name)])
  (type (identifier) @name)
] @definition.field)))
((assignment left: [
  (attribute object: (identifier) @owned attribute: (identifier) @name)
  (pattern_list (attribute object: (identifier) @owned attribute: (identifier) @name))
]) @definition.field (#any-of? @owned "self" "cls"))

(expression_statement (assignment left: (identifier) @name right: (lambda body: (_) @body)) @definition.function)
((expression_statement (assignment left: (identifier) @name type: (type (identifier) @_type)) @definition.type)
  (#eq? @_type "TypeAlias"))
((expression_statement (assignment left: (identifier) @name) @definition.constant)
  (#match? @name "^_*[A-Z][A-Z0-9_]*$"))
(expression_statement (assignment left: (identifier) @name right: [(dictionary) (list) (set) (tuple)] @body) @definition.variable)
(expression_statement (assignment left: (identifier) @name) @definition.variable)
(expression_statement (assignment left: (pattern_list (identifier) @name)) @definition.variable)
