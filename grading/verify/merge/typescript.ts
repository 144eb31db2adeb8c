/** The outline of a file in TypeScript. */
import { parseAst } from "vitest/node";
import type { Import, Mention, Outline, Piece } from "./outline.ts";

type Program = ReturnType<typeof parseAst>;
type Statement = Program["body"][number];
type ImportDeclaration = Extract<Statement, { type: "ImportDeclaration" }>;
type Variables = Extract<Statement, { type: "VariableDeclaration" }>;
type Class = Extract<Statement, { body: { type: "ClassBody" } }>;
type Member = Class["body"]["body"][number];
type Pattern = Variables["declarations"][number]["id"];

/**
 * Reads what a file declares.
 *
 * @throws SyntaxError when it is not TypeScript
 */
export function outlineOfTypeScript(text: string): Outline {
  const program = parseAst(text, { lang: "ts" });
  const imports: Import[] = [];
  const pieces: Piece[] = [];
  for (const statement of program.body) {
    if (statement.type === "ImportDeclaration") imports.push(importOf(statement, text));
    else pieces.push(pieceOf(statement, text));
  }
  return { imports, pieces, mentions: mentionsIn(program) };
}

function importOf(node: ImportDeclaration, text: string): Import {
  const isType = node.importKind === "type";
  const names = node.specifiers.map((specifier): [string, string] => {
    const { local, start, end, type } = specifier;
    const own = type === "ImportDefaultSpecifier" ? "default as " : "";
    return [local.name, `${isType ? "type " : ""}${own}${text.slice(start, end)}`];
  });
  const { start, end } = node;
  return { start, end, source: node.source.value, names: new Map(names) };
}

function pieceOf(node: Statement, text: string): Piece {
  const { start, end } = node;
  const declaration =
    node.type === "ExportNamedDeclaration" && node.declaration !== null ? node.declaration : node;
  const names = namesOf(declaration, text);
  if (declaration.type !== "ClassDeclaration") return { start, end, names };
  const { body } = declaration;
  const pieces = body.body.map((member) => memberOf(member, text));
  return { start, end, names, members: { pieces, headEnd: body.start + 1 } };
}

function namesOf(node: Statement, text: string): string[] {
  if (node.type === "VariableDeclaration") {
    return node.declarations.flatMap(({ id }) => namesInPattern(id));
  }
  if ("id" in node && node.id?.type === "Identifier") return [node.id.name];
  return [calledBy(node, text)];
}

/** The names that a pattern binds: `[a, { b }]` binds two. */
function namesInPattern(pattern: Pattern): string[] {
  if (pattern.type === "Identifier") return [pattern.name];
  return mentionsIn(pattern).map(({ name }) => name);
}

/** `await runProgram(async () => …)` calls "runProgram()"; `process.on("exit", …)` calls `process.on("exit")`. */
function calledBy(node: Statement, text: string): string {
  let call = node.type === "ExpressionStatement" ? node.expression : node;
  while (call.type === "AwaitExpression" || call.type === "UnaryExpression") call = call.argument;
  if (call.type !== "CallExpression") return text.slice(node.start, node.end).split("\n")[0] ?? "";
  const callee = text.slice(call.callee.start, call.callee.end);
  const [first] = call.arguments;
  const event = first?.type === "Literal" ? text.slice(first.start, first.end) : "";
  return `${callee}(${event})`;
}

function memberOf(member: Member, text: string): Piece {
  const { start, end } = member;
  if (member.type === "StaticBlock" || member.type === "TSIndexSignature") {
    return { start, end, names: [`.${member.type}`] };
  }
  const { key, computed } = member;
  const written = text.slice(key.start, key.end);
  return {
    start,
    end,
    names: [computed || key.type === "PrivateIdentifier" ? written : `.${written}`],
  };
}

/** Where each node that is a name of a property has it: what else is an identifier names a variable. */
const PROPERTY_KEYS = new Map([
  ["MemberExpression", "property"],
  ["Property", "key"],
  ["PropertyDefinition", "key"],
  ["MethodDefinition", "key"],
  ["TSPropertySignature", "key"],
  ["TSMethodSignature", "key"],
]);

/** Every name in a tree, with its place. */
function mentionsIn(tree: unknown): Mention[] {
  const found: Mention[] = [];
  const visit = (node: unknown, isProperty: boolean): void => {
    if (typeof node !== "object" || node === null) return;
    if ("type" in node && "name" in node && "start" in node) {
      const { type, name, start } = node as { type: string; name: string; start: number };
      if (type === "PrivateIdentifier") found.push({ name: `#${name}`, at: start });
      if (type === "Identifier") found.push({ name: isProperty ? `.${name}` : name, at: start });
    }
    const type = "type" in node ? String(node.type) : "";
    const isPlain = !("computed" in node && node.computed === true);
    for (const [key, child] of Object.entries(node)) {
      visit(child, isPlain && PROPERTY_KEYS.get(type) === key);
    }
  };
  visit(tree, false);
  return found;
}
