import './harness/environment';
import type { INodeType } from 'n8n-workflow';
import { nodeOnCanvas, nodeTypes, typeNameOf, workflowOf } from './harness/workbench';
import { DeliveryDireto } from '../../nodes/DeliveryDireto/DeliveryDireto.node';
import { DeliveryDiretoTrigger } from '../../nodes/DeliveryDireto/DeliveryDiretoTrigger.node';
import { Digipix } from '../../nodes/Digipix/Digipix.node';
import { DigipixTrigger } from '../../nodes/Digipix/DigipixTrigger.node';
import { Neemo } from '../../nodes/Neemo/Neemo.node';
import { NeemoTrigger } from '../../nodes/Neemo/NeemoTrigger.node';
import { Pigz } from '../../nodes/Pigz/Pigz.node';
import { PigzTrigger } from '../../nodes/Pigz/PigzTrigger.node';
import { Venddor } from '../../nodes/Venddor/Venddor.node';
import { VenddorTrigger } from '../../nodes/Venddor/VenddorTrigger.node';

/** The line under a node on the canvas, as n8n makes it. */
function lineUnder(type: INodeType, parameters: Parameters<typeof nodeOnCanvas>[1]): unknown {
	const node = nodeOnCanvas(type, parameters, undefined);
	const workflow = workflowOf([node], {}, nodeTypes({ [typeNameOf(type)]: type }));
	return workflow.expression.getSimpleParameterValue(node, type.description.subtitle ?? '', 'internal', {});
}

describe('the line under a node on the canvas reads as words', () => {
	it.each<[string, INodeType, string, string]>([
		['get many: pizza flavor', new DeliveryDireto(), 'pizzaFlavor', 'getAll'],
		['get all in category: item', new DeliveryDireto(), 'item', 'getAllInCategory'],
		['create: delivery area', new DeliveryDireto(), 'deliveryArea', 'create'],
		['approve or cancel: order', new Digipix(), 'order', 'approveOrCancel'],
		['get many: complement group', new Neemo(), 'complementGroup', 'getAll'],
		['ready for pickup: order', new Pigz(), 'order', 'readyForPickup'],
		['get many: payment method', new Venddor(), 'paymentMethod', 'getAll'],
	])('%s', (words, type, resource, operation) => {
		expect(lineUnder(type, { resource, operation })).toBe(words);
	});

	it.each<[string, INodeType]>([
		['Delivery Direto', new DeliveryDiretoTrigger()],
		['Digipix', new DigipixTrigger()],
		['Neemo', new NeemoTrigger()],
		['Pigz', new PigzTrigger()],
		['Venddor', new VenddorTrigger()],
	])('what the trigger of %s waits for', (_, type) => {
		expect(lineUnder(type, { events: ['orderCreated', 'statusChanged'] })).toBe(
			'order created, status changed',
		);
	});
});

describe('a node that was just added', () => {
	it.each<[string, INodeType]>([
		['Delivery Direto', new DeliveryDireto()],
		['Digipix', new Digipix()],
		['Neemo', new Neemo()],
		['Pigz', new Pigz()],
		['Venddor', new Venddor()],
	])('of %s stands on an operation that reads orders', (_, { description }) => {
		const byDefault = (name: string) =>
			description.properties.find(
				(property) =>
					property.name === name && (property.displayOptions?.show?.resource ?? ['order']).includes('order'),
			)?.default;
		expect([byDefault('resource'), String(byDefault('operation'))]).toEqual([
			'order',
			expect.stringMatching(/^get(All)?$/),
		]);
	});
});
