import { existsSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, manifest, packedFiles, read, root } from './files';

const registered = [...manifest.n8n.nodes, ...manifest.n8n.credentials];

describe('what a user installs', () => {
	it('is dist, the licence, the README and package.json, and nothing else', () => {
		const files = packedFiles();
		const outsideDist = files.filter((file) => !file.startsWith('dist/'));
		expect(outsideDist).toEqual(['LICENSE', 'README.md', 'README.pt-BR.md', 'package.json']);
		expect(files).toEqual(expect.arrayContaining(registered));
	});

	it('needs no other package', () => {
		expect(manifest.dependencies).toBeUndefined();
	});

	it('holds no sources, tests or build tools', () => {
		const foreign = filesBelow('dist', '').filter((file) =>
			/\.(ts|map|ya?ml)$|api\/(compile|adopt)|\.test\.|(^|\/)(test|sandbox)\//.test(file),
		);
		expect(foreign).toEqual([]);
	});

	it('holds every node and credential that package.json names, and no other', () => {
		expect(filesBelow('dist', '.node.js')).toEqual([...manifest.n8n.nodes].sort());
		expect(filesBelow('dist', '.credentials.js')).toEqual([...manifest.n8n.credentials].sort());
	});

	it('is not empty', () => {
		expect(manifest.n8n.nodes.length).toBeGreaterThan(0);
		expect(manifest.n8n.credentials.length).toBeGreaterThan(0);
	});
});

interface Described {
	icon?: string | { light: string; dark: string };
	name: string;
}

/** What n8n gets when it loads a registered file: the class is called like the file. */
function load(file: string): Described {
	const className = path.basename(file).split('.')[0] ?? '';
	const module = jest.requireActual<Record<string, (new () => object) | undefined>>(path.join(root, file));
	const loaded = module[className];
	if (!loaded) throw new Error(`${file} does not export a class ${className}`);
	const instance = new loaded() as Described & { description?: Described };
	return instance.description ?? instance;
}

describe.each(registered)('%s', (file) => {
	it('has a light and a dark icon that differ, where n8n looks for them', () => {
		const { icon } = load(file);
		expect(icon).toEqual({
			light: expect.stringMatching(/^file:.*\.svg$/) as string,
			dark: expect.stringMatching(/^file:.*\.svg$/) as string,
		});
		const { light, dark } = icon as { light: string; dark: string };
		const [lightText, darkText] = [light, dark].map((address) =>
			read(path.join(path.dirname(file), address.replace('file:', ''))),
		);
		expect(lightText).toContain('<svg');
		expect(darkText).toContain('<svg');
		expect(lightText).not.toBe(darkText);
	});
});

describe.each(manifest.n8n.nodes)('%s', (file) => {
	it('has its codex beside it, and the codex names it', () => {
		// n8n appends "on" to the path of the node: X.node.js -> X.node.json
		const codex = `${file}on`;
		expect(existsSync(path.join(root, codex))).toBe(true);
		const { node } = JSON.parse(read(codex)) as { node: string };
		expect(node).toBe(`${manifest.name}.${load(file).name}`);
	});
});

describe('output previews', () => {
	const previews = filesBelow('dist/nodes', '.json').filter((file) => file.includes('/__schema__/'));

	it('lie where n8n looks: by version, resource and operation', () => {
		expect(previews.length).toBeGreaterThan(0);
		for (const file of previews) {
			expect(file).toMatch(
				/^dist\/nodes\/[A-Za-z]+\/__schema__\/v\d+\.\d+\.\d+(\.json|\/\w+\/\w+\.json|\/\w+\.json)$/,
			);
		}
	});

	it('are JSON schemas of an object with members', () => {
		for (const file of previews) {
			const schema = JSON.parse(read(file)) as { type: string; properties: object };
			expect({ file, type: schema.type }).toEqual({ file, type: 'object' });
			expect(Object.keys(schema.properties).length).toBeGreaterThan(0);
		}
	});
});
