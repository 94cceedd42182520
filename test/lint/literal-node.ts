import ts from 'typescript';
import type { INodeType } from 'n8n-workflow';

/**
 * The source of a node class whose description is written out as literals. n8n's lint rules read syntax: of
 * `properties: imported.properties` they see nothing. Methods are not copied, but a rule wants to see which ones a node
 * with a webhook has.
 */
export function literalNodeSource(
	className: string,
	{ description, webhookMethods = {} }: Pick<INodeType, 'description' | 'webhookMethods'>,
): string {
	const members = Object.entries(description).map(
		([key, value]) =>
			`\t\t${key}: ${isConnectionList(key, value) ? connectionList(value) : literal(value, 2)},\n`,
	);
	return [
		"import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';\n",
		`export class ${className} implements INodeType {`,
		`\tdescription: INodeTypeDescription = {\n${members.join('')}\t};`,
		...methodNames(webhookMethods),
		'}\n',
	].join('\n');
}

function methodNames(webhookMethods: NonNullable<INodeType['webhookMethods']>): string[] {
	const groups = Object.entries(webhookMethods).map(([name, methods]) => {
		const bodies = Object.keys(methods ?? {}).map((method) => `async ${method}() { return true; }`);
		return `${name}: { ${bodies.join(', ')} }`;
	});
	return groups.length > 0 ? [`\twebhookMethods = { ${groups.join(', ')} };`] : [];
}

/** Names of the parameters around a place in such a source, outermost first: `filters > start`. */
export function parameterAt(source: string, line: number, column: number): string {
	const file = ts.createSourceFile('literal.ts', source, ts.ScriptTarget.Latest, true);
	const position = file.getPositionOfLineAndCharacter(line - 1, column - 1);
	const names: string[] = [];
	const visit = (node: ts.Node): void => {
		if (position < node.getStart() || position >= node.getEnd()) return;
		if (ts.isObjectLiteralExpression(node)) names.push(...nameOf(node));
		node.forEachChild(visit);
	};
	visit(file);
	// The first name is that of the node itself.
	return names.slice(1).join(' > ');
}

function nameOf(object: ts.ObjectLiteralExpression): string[] {
	return object.properties
		.filter(ts.isPropertyAssignment)
		.filter((member) => member.name.getText() === 'name' && ts.isStringLiteral(member.initializer))
		.map((member) => (member.initializer as ts.StringLiteral).text);
}

const isConnectionList = (key: string, value: unknown): value is string[] =>
	(key === 'inputs' || key === 'outputs') && Array.isArray(value);

/** Rules want the constant, which at run time is nothing but the text. */
const connectionList = (types: string[]) =>
	`[${types.map((type) => (type === 'main' ? 'NodeConnectionTypes.Main' : JSON.stringify(type))).join(', ')}]`;

/** Plain data as TypeScript, one member per line, keys without quotes where possible. */
function literal(value: unknown, depth: number): string {
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
	const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
	const members = Array.isArray(value)
		? value.map((element) => literal(element, depth + 1))
		: Object.entries(value).map(
				([key, member]) =>
					`${/^[\w$]+$/.test(key) && !/^\d/.test(key) ? key : JSON.stringify(key)}: ${literal(member, depth + 1)}`,
			);
	if (members.length === 0) return open + close;
	const indent = '\t'.repeat(depth + 1);
	return `${open}\n${members.map((member) => `${indent}${member},\n`).join('')}${'\t'.repeat(depth)}${close}`;
}
