/**
 * Source of a regular expression that finds one of JavaScript's, so that quotes and brackets in it are not taken for code. A slash begins
 * one only where a value may begin. The slash is looked for first: to look back from every blank of a long run of them takes the square
 * of its length.
 */
export const scriptRegExp = String.raw`(?=\/)(?<=(?:[(,=:[!&|?{};>]|\breturn|\bcase)[ \t]{0,20})\/(?![/*])(?:[^/\\[\n]|\\.|\[(?:\\.|[^\]\\\n])*\])+\/`;
