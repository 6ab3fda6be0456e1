; What a file imports and hands on. The captures are described in src/core/syntax/facts.ts.
(preproc_include path: [(string_literal) (system_lib_string)] @module @wildcard) @import
