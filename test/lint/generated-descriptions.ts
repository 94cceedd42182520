/**
 * Lints the properties that the build made from the API documents with the rules n8n itself applies. They are taken
 * from the built nodes, written out as literals under .generated/, and linted there. Run it after the build:
 * `npx tsx test/lint/generated-descriptions.ts`. Ends with 1 when a rule is broken.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ESLint, type Linter } from 'eslint';
import { NodeConnectionTypes, type INodeType } from 'n8n-workflow';
import tseslint from 'typescript-eslint';
import { literalNodeSource, parameterAt } from './literal-node';

const root = path.resolve(__dirname, '../..');
const generated = path.join(root, '.generated');

interface Manifest {
	n8n: { nodes: string[] };
}

async function main(): Promise<number> {
	const rules = await import('./n8n-rules.mjs');
	const eslint = new ESLint({
		cwd: root,
		overrideConfigFile: true,
		allowInlineConfig: false,
		overrideConfig: [
			{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser as Linter.Parser } },
			{ files: ['**/*.ts'], plugins: rules.communityPlugins, rules: rules.communityRules },
			{ files: ['**/*.ts'], plugins: rules.nodesBasePlugins, rules: rules.nodeRules },
		],
	});
	await proveThatRulesSeeGeneratedFiles(eslint);

	const sources = writeSources();
	const results = await eslint.lintFiles([...sources.keys()]);
	const findings = results.flatMap(({ filePath, messages }) =>
		messages.map((message) => describeFinding(filePath, sources.get(filePath) ?? '', message)),
	);
	for (const finding of findings) console.error(finding);
	console.log(`${sources.size} generated descriptions, ${findings.length} findings`);
	return findings.length === 0 && sources.size > 0 ? 0 : 1;
}

/** @returns the sources by the path they were written to */
function writeSources(): Map<string, string> {
	rmSync(path.join(generated, 'nodes'), { recursive: true, force: true });
	// Icons are named relative to the node, and a rule looks whether they are there.
	cpSync(path.join(root, 'icons'), path.join(generated, 'icons'), { recursive: true });
	const { n8n } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
	return new Map(
		n8n.nodes.map((file) => {
			const className = path.basename(file, '.node.js');
			const source = literalNodeSource(className, nodeOf(path.join(root, file), className));
			const target = path.join(generated, 'nodes', className, `${className}.node.ts`);
			mkdirSync(path.dirname(target), { recursive: true });
			writeFileSync(target, source);
			return [target, source];
		}),
	);
}

function nodeOf(file: string, className: string): INodeType {
	const module = createRequire(__filename)(file) as Record<string, (new () => INodeType) | undefined>;
	const nodeClass = module[className];
	if (!nodeClass) throw new Error(`${file} does not export a class ${className}`);
	return new nodeClass();
}

function describeFinding(
	file: string,
	source: string,
	{ line, column, ruleId, message }: Linter.LintMessage,
) {
	return `${path.relative(root, file)}:${line} ${ruleId ?? 'parser'}\n  parameter ${parameterAt(source, line, column) || '(node)'}: ${message}`;
}

/** A rule that is not loaded, or sees no literals, finds nothing either: break one on purpose. */
async function proveThatRulesSeeGeneratedFiles(eslint: ESLint): Promise<void> {
	const broken = literalNodeSource('Broken', {
		description: {
			displayName: 'Broken',
			name: 'broken',
			group: ['transform'],
			version: 1,
			description: 'Broken on purpose',
			defaults: { name: 'Broken' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [{ displayName: 'Limit', name: 'limit', type: 'number', default: 7, description: 'x' }],
		},
	});
	const filePath = path.join(generated, 'nodes/Broken/Broken.node.ts');
	const found = (await eslint.lintText(broken, { filePath })).flatMap(({ messages }) =>
		messages.map(({ ruleId }) => ruleId),
	);
	for (const expected of [
		'n8n-nodes-base/node-param-default-wrong-for-limit',
		'@n8n/community-nodes/icon-validation',
	]) {
		if (!found.includes(expected))
			throw new Error(`The rule ${expected} did not notice a broken description`);
	}
}

main().then(
	(code) => (process.exitCode = code),
	(error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	},
);
