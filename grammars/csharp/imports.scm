; What a file imports and hands on. The captures are described in src/core/syntax/facts.ts.
(using_directive name: (_) @name (qualified_name qualifier: (_) @module name: (_) @imported)) @import
(using_directive name: (_) @namespace (identifier) @module .) @import
(using_directive !name [(identifier) (qualified_name)] @module @wildcard) @import
