import type { Template } from '../types';
import { allChannelsInOneTable } from './01-all-channels-in-one-table';
import { customerUpdatesOnWhatsApp } from './02-customer-updates-on-whatsapp';
import { approveOrdersByEmail } from './03-approve-orders-by-e-mail';
import { confirmByRules } from './04-confirm-by-rules';
import { cancellationsAndRefunds } from './05-cancellations-and-refunds';
import { dailyClosing } from './06-daily-closing';
import { ordersIntoTheErp } from './07-orders-into-the-erp';
import { relayToAnotherSystem } from './08-relay-to-another-system';
import { stuckOrders } from './09-stuck-orders';
import { silenceAlarm } from './10-silence-alarm';
import { soldOutEverywhere } from './11-sold-out-everywhere';
import { kitchenBoard } from './12-kitchen-board';

/** In the order of docs/templates.md. */
export const templates: Template[] = [
	allChannelsInOneTable,
	customerUpdatesOnWhatsApp,
	approveOrdersByEmail,
	confirmByRules,
	cancellationsAndRefunds,
	dailyClosing,
	ordersIntoTheErp,
	relayToAnotherSystem,
	stuckOrders,
	silenceAlarm,
	soldOutEverywhere,
	kitchenBoard,
];
