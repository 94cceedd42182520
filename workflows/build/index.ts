import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { draw } from './canvas';
import { templates } from './templates';

/** The files of workflows/templates/ by their names, as they are to be. */
export async function templateFiles(root: string): Promise<Map<string, string>> {
	const style = await resolveConfig(join(root, 'package.json'));
	const files = templates.map(async (template): Promise<[string, string]> => {
		const text = JSON.stringify(draw(template), null, '\t');
		return [`${template.file}.json`, await format(text, { ...style, parser: 'json' })];
	});
	return new Map(await Promise.all(files));
}

/** Writes them, and deletes what is no template any more. */
export async function writeTemplates(root: string): Promise<void> {
	const folder = join(root, 'workflows', 'templates');
	const files = await templateFiles(root);
	mkdirSync(folder, { recursive: true });
	for (const name of readdirSync(folder)) if (!files.has(name)) rmSync(join(folder, name));
	for (const [name, text] of files) writeFileSync(join(folder, name), text);
}
