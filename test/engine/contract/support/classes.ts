import path from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { ROOT, type DocumentedPlatform } from './documents';

/** The action node of a platform. */
export function nodeOf({ folder }: Pick<DocumentedPlatform, 'folder'>): INodeType {
	return instanceOf<INodeType>(path.join(ROOT, 'nodes', folder, `${folder}.node`), folder);
}

/** A credential type by its name, such as `pigzApi`. */
export function credentialType(type: string): ICredentialType {
	const name = type.charAt(0).toUpperCase() + type.slice(1);
	return instanceOf<ICredentialType>(path.join(ROOT, 'credentials', `${name}.credentials`), name);
}

function instanceOf<T>(file: string, name: string): T {
	const module = jest.requireActual<Record<string, (new () => T) | undefined>>(file);
	const exported = module[name];
	if (!exported) throw new Error(`${file} does not export a class ${name}`);
	return new exported();
}
