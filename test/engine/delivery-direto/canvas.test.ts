import '../harness/environment';
import { nodeOnCanvas, nodeTypes, typeNameOf, workflowOf } from '../harness/workbench';
import { DeliveryDireto } from '../../../nodes/DeliveryDireto/DeliveryDireto.node';

describe('the line under the node on the canvas', () => {
	it.each([
		['pizzaFlavor', 'getAll', 'get many: pizza flavor'],
		['item', 'getAllInCategory', 'get all in category: item'],
		['deliveryArea', 'create', 'create: delivery area'],
	])('reads as words: %s, %s', (resource, operation, words) => {
		const type = new DeliveryDireto();
		const node = nodeOnCanvas(type, { resource, operation }, undefined);
		const workflow = workflowOf([node], {}, nodeTypes({ [typeNameOf(type)]: type }));
		const { subtitle = '' } = type.description;
		expect(workflow.expression.getSimpleParameterValue(node, subtitle, 'internal', {})).toBe(words);
	});
});
