import path from 'node:path';
import ts from 'typescript';
import { filesBelow, read } from './files';

/** What is in core/api but for the machine of a developer only: it is not in the package. */
const BUILD_TIME = ['compile', 'adopt'];

/** A part of the package: a platform, core, the build-time tools, the credentials, or what is outside. */
function partOf(file: string): string {
	const [top = '', second = '', third = ''] = file.split(path.sep);
	if (top === 'nodes') return `nodes/${second}`;
	if (top === 'core') return second === 'api' && BUILD_TIME.includes(third) ? `core/api/${third}` : 'core';
	return top;
}

/** What a part may import besides itself. Platforms stay apart, so that each can become a package of its own. */
function mayImport(part: string): string[] {
	if (part === 'core') return [];
	if (part === 'core/api/adopt') return ['core', 'core/api/compile'];
	if (part === 'core/api/compile' || part === 'credentials') return ['core'];
	return ['core', 'credentials'];
}

function relativeImports(file: string): string[] {
	return ts
		.preProcessFile(read(file))
		.importedFiles.map(({ fileName }) => fileName)
		.filter((name) => name.startsWith('.'))
		.map((name) => path.join(path.dirname(file), name));
}

const sources = ['core', 'nodes', 'credentials'].flatMap((folder) => filesBelow(folder, '.ts'));

it('finds sources of every part', () => {
	expect([...new Set(sources.map(partOf))]).toEqual(
		expect.arrayContaining(['core', 'core/api/compile', 'credentials', 'nodes/Pigz']),
	);
});

it.each(sources)('%s stays within its part and what that may use', (file) => {
	const part = partOf(file);
	const foreign = relativeImports(file).filter(
		(target) => ![part, ...mayImport(part)].includes(partOf(target)),
	);
	expect(foreign).toEqual([]);
});
