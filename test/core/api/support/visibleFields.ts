import type { INodeParameters, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

/**
 * The fields that a person sees below the selectors, judged by n8n's own code: `Name`, required ones with a star, those
 * of a collection or group behind it (`Filters > From Day`).
 * @param also values that the person has chosen, such as the kind of a variant
 */
export function visibleFields(
	properties: INodeProperties[],
	resource: string,
	operation: string,
	also: INodeParameters = {},
): string[] {
	const root = { resource, operation, returnAll: false, output: 'unified', ...also };
	return shown(properties, root, root, '').filter((name) => !/^(Resource|Operation)$/.test(name));
}

function shown(
	properties: INodeProperties[],
	values: INodeParameters,
	root: INodeParameters,
	above: string,
): string[] {
	return properties
		.filter((property) => NodeHelpers.displayParameter(values, property, null, null, root))
		.flatMap((property) => {
			const name = above + property.displayName;
			return [`${name}${property.required ? '*' : ''}`, ...below(property, root, `${name} > `)];
		});
}

function below(property: INodeProperties, root: INodeParameters, above: string): string[] {
	if (property.type === 'collection') {
		return shown((property.options ?? []) as INodeProperties[], {}, root, above);
	}
	if (property.type !== 'fixedCollection') return [];
	return ((property.options ?? []) as INodePropertyCollection[]).flatMap(({ values }) => {
		const row = Object.fromEntries(values.map((member) => [member.name, member.default])) as INodeParameters;
		return shown(values, { ...row, ...root }, root, above);
	});
}

/** Every list of properties that a person sees side by side: the panel itself, collections and groups. */
export function allLevels(properties: INodeProperties[]): INodeProperties[][] {
	return [
		properties,
		...properties.flatMap((property) => {
			if (property.type === 'collection') return allLevels(property.options as INodeProperties[]);
			if (property.type !== 'fixedCollection') return [];
			return (property.options as INodePropertyCollection[]).flatMap(({ values }) => allLevels(values));
		}),
	];
}
