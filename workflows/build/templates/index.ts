import type { Template } from '../types';
import { allChannelsInOneTable } from './01-all-channels-in-one-table';
import { customerUpdatesOnWhatsApp } from './02-customer-updates-on-whatsapp';
import { approveOrdersByEmail } from './03-approve-orders-by-e-mail';

/** In the order of docs/templates.md. */
export const templates: Template[] = [allChannelsInOneTable, customerUpdatesOnWhatsApp, approveOrdersByEmail];
