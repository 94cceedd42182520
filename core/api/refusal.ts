import { ORDER_VERBS, type OrderVerb, type VerbDecision } from '../order/verbs';
import type { OrderPlatform } from '../platform';
import { BadInput } from './badInput';

const nameOf = (verb: OrderVerb) => ORDER_VERBS.find((entry) => entry.verb === verb)?.displayName ?? verb;

/** A verb that the platform does not have: an expression could name one. */
export function unsupported(platform: OrderPlatform, verb: OrderVerb): BadInput {
	const names = ORDER_VERBS.filter((entry) => platform.orders.verbs.calls[entry.verb]).map(
		(entry) => entry.displayName,
	);
	return new BadInput(`${platform.displayName} has no "${nameOf(verb)}"`, `It has: ${names.join(', ')}.`);
}

/** Why a verb was not sent, for the person; in every case nothing was changed. */
export function refusal(
	platform: OrderPlatform,
	verb: OrderVerb,
	orderId: string,
	decision: Extract<VerbDecision, { do: 'refuse' }>,
	{ lookBackDays, before }: { lookBackDays: number; before: string | null },
): BadInput {
	const name = platform.displayName;
	const wanted = nameOf(verb);
	switch (decision.reason) {
		case 'delivered':
			return new BadInput(
				`Order ${orderId} was already delivered, so it was not cancelled`,
				`${name} does not want delivered orders to be cancelled. Nothing was sent. Settle a refund with the customer or with ${name} directly.`,
			);
		case 'cancelled':
			return new BadInput(
				`Order ${orderId} is cancelled, so "${wanted}" was not sent`,
				'A cancelled order stays cancelled. Filter cancelled orders out before this node.',
			);
		case 'otherType':
			return new BadInput(
				`"${wanted}" is not for this kind of order: order ${orderId} is ${typeText(decision.orderType)}`,
				`Use "${nameOf(decision.instead)}" for it, for example behind an If node on orderType. Nothing was sent.`,
			);
		case 'refusedIn':
			return new BadInput(
				`"${wanted}" was not sent, because order ${orderId} is in status ${before ?? 'UNKNOWN'}`,
				`${decision.why} Nothing was sent.`,
			);
		case 'notFound':
			return new BadInput(
				`${name} has no order ${orderId}, so "${wanted}" was not sent`,
				'Check the number, and that the credential is the one of its store.',
			);
		case 'stateUnknown':
			return new BadInput(
				`Order ${orderId} was not found among the ${name} orders of the last ${lookBackDays} days, so it was not cancelled`,
				`A delivered order must not be cancelled, and its state could not be read. Check the number, or raise Options > Look Back (Days).`,
			);
	}
}

function typeText(orderType: string): string {
	return (
		{ DELIVERY: 'for delivery', TAKEOUT: 'for pick-up', INDOOR: 'for a table' }[orderType] ?? 'to be shipped'
	);
}
