; Where names are used. The captures are described in src/core/syntax/references.ts.
(identifier) @value
(user_type (identifier) @type)
(call_expression . (identifier) @call)
(navigation_expression . (_) @receiver (identifier) @member .)
(callable_reference . "::" . (identifier) @value)
(callable_reference (user_type) @receiver (identifier) @member .)
(infix_expression (_) . (identifier) @call . (_))
(constructor_invocation (user_type (identifier) @call))

(class_declaration name: (_) @binding)
(object_declaration name: (_) @binding)
(enum_entry . (identifier) @binding)
(type_alias type: (_) @binding)
(type_parameter (identifier) @binding)
(function_declaration name: (_) @binding)
(parameter . (identifier) @binding)
(class_parameter (identifier) @binding)
(variable_declaration . (identifier) @binding)
(catch_block (identifier) @binding)
(value_argument . (identifier) @binding "=")
[(import) (package_header)] @skip
