import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { ICredentialType, INodeProperties, INodeType, INodeTypeDescription } from 'n8n-workflow';

/** A platform as n8n shows it: what its classes in nodes/ and credentials/ say of themselves. */
export interface DescribedPlatform {
	node: INodeTypeDescription;
	triggers: INodeTypeDescription[];
	credential: { displayName: string; properties: INodeProperties[] };
}

type Class<T> = new () => T;

/** The class of a file, which is called like the file. */
function instanceOf<T>(file: string): T {
	const name = basename(file).split('.')[0] ?? '';
	const module = createRequire(__filename)(file) as Record<string, Class<T> | undefined>;
	const Loaded = module[name];
	if (!Loaded) throw new Error(`${file} does not export a class ${name}`);
	return new Loaded();
}

/**
 * The nodes of one folder of nodes/, and the credential that they ask for.
 * @throws Error where there is no action node, or it asks for no credential
 */
export function describedPlatform(folder: string): DescribedPlatform {
	const descriptions = readdirSync(folder)
		.filter((file) => file.endsWith('.node.ts'))
		.sort()
		.map((file) => instanceOf<INodeType>(join(folder, file)).description);
	const triggers = descriptions.filter(({ group }) => group.includes('trigger'));
	const node = descriptions.find((description) => !triggers.includes(description));
	const name = node?.credentials?.[0]?.name;
	if (!node || !name) throw new Error(`${folder} has no node that asks for a credential`);
	const file = `${name.charAt(0).toUpperCase()}${name.slice(1)}.credentials.ts`;
	const credentials = join(dirname(dirname(folder)), 'credentials');
	return { node, triggers, credential: instanceOf<ICredentialType>(join(credentials, file)) };
}
