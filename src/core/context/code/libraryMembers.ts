import type { LexicalFamily } from './lexicalFamily';

function set(names: string): ReadonlySet<string> {
  return new Set(names.split(/\s+/));
}

/**
 * What the strings, collections and other values of the languages' own libraries have: of a value whose type is not known, such a member is
 * rarely one of the workspace's. Not for languages in which definitions are seldom given by their name alone.
 */
export const libraryMembers: Readonly<Partial<Record<LexicalFamily, ReadonlySet<string>>>> = {
  ruby: set(
    `to_s to_a to_h to_i to_f to_sym to_str to_proc inspect dup clone freeze frozen? nil? is_a? kind_of? respond_to? send public_send tap
    class method methods new call each each_with_index each_with_object map flat_map collect select filter reject find detect inject reduce
    sort sort_by min max sum first last push pop shift unshift concat size length count empty? any? all? none? include? key? keys values
    fetch dig merge merge! delete delete_if compact flatten uniq reverse join split strip chomp sub gsub sub! gsub! match match? scan start_with?
    end_with? upcase downcase capitalize encoding force_encoding lines chars bytes index slice zip group_by partition read write puts print close
    message backtrace name hash ==`,
  ),
  lua: set(
    'find match gmatch gsub sub rep byte char format len lower upper reverse insert remove concat sort unpack read write lines close',
  ),
  jvm: set(
    `equals hashCode toString getClass compareTo length charAt substring indexOf split trim isEmpty isBlank format size get set put add
    addAll remove clear contains containsKey keySet values entrySet getKey getValue iterator next hasNext stream map filter forEach collect
    toList toArray append close read write flush run call accept apply test let also with takeIf first last joinToString`,
  ),
  csharp: set(
    `Equals GetHashCode ToString GetType CompareTo Length Count Add AddRange Remove Clear Contains ContainsKey TryGetValue Keys Values Key
    Value Select SelectMany Where Any All First FirstOrDefault Single ToList ToArray ToDictionary ToHashSet OrderBy GroupBy Join Split Trim
    Substring Replace StartsWith EndsWith IndexOf Append Dispose Invoke Result HasValue`,
  ),
  rust: set(
    `unwrap unwrap_or unwrap_or_else unwrap_or_default expect is_some is_none is_ok is_err ok err map map_err and_then or_else as_ref as_mut
    clone to_string to_owned into from try_into as_str as_bytes len is_empty push pop insert remove get get_mut contains contains_key iter
    iter_mut into_iter next collect filter fold find any all enumerate zip rev chain take skip join split trim lock read write flush send
    recv lines chars bytes eq cmp fmt default drop borrow borrow_mut deref`,
  ),
  c: set(
    `begin end size empty length data c_str str front back push_back pop_back emplace_back insert erase find clear at first second get
    reset release swap substr append count reserve resize`,
  ),
  go: set(
    'Error String Close Read Write Lock Unlock RLock RUnlock Len Less Swap Add Done Wait Next Scan Text Bytes Reset',
  ),
};
