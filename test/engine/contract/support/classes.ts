import path from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import type { PlatformOrders } from '../../../../core/order/platform';
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

/** What a platform says of its orders, such as `pigzOrders`. */
export function ordersOf({ folder }: Pick<DocumentedPlatform, 'folder'>): PlatformOrders {
	const file = path.join(ROOT, 'nodes', folder, 'order');
	const name = `${folder.charAt(0).toLowerCase()}${folder.slice(1)}Orders`;
	const orders = jest.requireActual<Record<string, PlatformOrders | undefined>>(file)[name];
	if (!orders) throw new Error(`${file} does not export ${name}`);
	return orders;
}

function instanceOf<T>(file: string, name: string): T {
	const module = jest.requireActual<Record<string, (new () => T) | undefined>>(file);
	const exported = module[name];
	if (!exported) throw new Error(`${file} does not export a class ${name}`);
	return new exported();
}
