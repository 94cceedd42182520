import type { Form } from './forms';

interface Platform {
	nodeType: string;
	name: string;
	triggers: Array<{ suffix: string; words: string }>;
}

const platforms: Platform[] = [
	{ nodeType: 'pigz', name: 'Pigz', triggers: [{ suffix: 'Trigger', words: 'Trigger' }] },
	{
		nodeType: 'neemo',
		name: 'Neemo',
		triggers: [
			{ suffix: 'Trigger', words: 'Trigger' },
			{ suffix: 'ButtonTrigger', words: 'Button Trigger' },
		],
	},
	{ nodeType: 'digipix', name: 'Digipix', triggers: [{ suffix: 'Trigger', words: 'Trigger' }] },
	{ nodeType: 'venddor', name: 'Venddor', triggers: [{ suffix: 'Trigger', words: 'Trigger' }] },
	{
		nodeType: 'deliveryDireto',
		name: 'Delivery Direto',
		triggers: [{ suffix: 'Trigger', words: 'Trigger' }],
	},
];

/** Every node as it is when a person has just put it on the canvas, by the name of its picture. */
export const freshNodes: Record<string, Form> = Object.fromEntries(
	platforms.flatMap(({ nodeType, name, triggers }) => {
		const common = { credential: `${nodeType}Api`, credentialName: name };
		const action: Form = { ...common, nodeType, nodeName: name, parameters: {} };
		const fresh = triggers.map(({ suffix, words }): Form => ({
			...common,
			nodeType: `${nodeType}${suffix}`,
			nodeName: `${name} ${words}`,
			isTrigger: true,
			parameters: {},
		}));
		return [action, ...fresh].map((form) => [`nodes/${form.nodeType}`, form]);
	}),
);
