; What a file defines. The captures are described in src/core/syntax/facts.ts; where patterns share a name, the first one counts.
((call !receiver method: (identifier) @_access arguments: (argument_list . [(method) (singleton_method)])) @outer
  (#any-of? @_access "private" "protected" "public" "private_class_method" "module_function" "memoize"))
(lambda body: (_) @local)

(class name: [(constant) @name (scope_resolution) @name] superclass: (superclass) body: (_) @body) @definition.class
(class name: [(constant) @name (scope_resolution) @name] body: (_) @body) @definition.class
(class name: [(constant) @name (scope_resolution) @name]) @definition.class
(module name: [(constant) @name (scope_resolution) @name] body: (_) @body) @definition.module
(module name: [(constant) @name (scope_resolution) @name]) @definition.module

(method name: (_) @name body: (_) @body) @definition.function
(method name: (_) @name "end" @body) @definition.function
(singleton_method name: (_) @name body: (_) @body) @definition.function
(singleton_method name: (_) @name "end" @body) @definition.function
(alias name: (_) @name) @definition.function
((call !receiver method: (identifier) @_define arguments: (argument_list . (simple_symbol) @name)) @definition.method
  (#any-of? @_define "define_method" "alias_method" "def_delegator"))
((call !receiver method: (identifier) @_attribute arguments: (argument_list (simple_symbol) @name)) @definition.field
  (#any-of? @_attribute "attr_reader" "attr_accessor" "attr_writer"))

(assignment left: (constant) @name right: (call receiver: (constant) method: (identifier) block: (_) @body)) @definition.class
(assignment left: (constant) @name) @definition.constant
(assignment left: (global_variable) @name) @definition.variable
(body_statement (assignment left: (class_variable) @name) @definition.field)
((assignment left: (instance_variable) @name @owned) @definition.field)
