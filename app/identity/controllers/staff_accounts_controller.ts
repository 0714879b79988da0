import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendRevalidated } from '#core/http/etag'
import { validateBody, validateParams, validateQuery } from '#core/http/validate'
import { isId, type AccountId, type DeviceId } from '#core/ids'
import { ChangeRoles } from '../actions/change_roles.js'
import { EndDevicesForOwner } from '../actions/end_devices_for_owner.js'
import { InspectAccount } from '../actions/inspect_account.js'
import { OpenInspection } from '../actions/open_inspection.js'
import { SendResetForOwner } from '../actions/send_reset_for_owner.js'
import { E_ACCOUNT_NOT_FOUND } from '../errors.js'
import { FindAccountByEmail } from '../queries/find_account_by_email.js'
import { ListInspections } from '../queries/list_inspections.js'
import { ListStaffLog } from '../queries/list_staff_log.js'
import { logStaff } from '../staff_log.js'
import * as transform from '../transformers/staff_transformer.js'
import * as request from '../validators/staff_requests.js'

/** What staff may see of accounts and do for them; all of it goes into the log. */
export default class StaffAccountsController {
  @inject()
  async search(ctx: HttpContext, findAccountByEmail: FindAccountByEmail) {
    const { email } = await validateQuery(ctx, request.accountSearchQuery)
    const account = await findAccountByEmail.handle({ email })
    const { accountId: staffAccountId } = ctx.principal
    await logStaff({ action: 'account.searched', staffAccountId, accountId: account?.id ?? null })
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.send({ items: account ? [transform.transformFoundAccount(account)] : [] })
  }

  @inject()
  async openInspection(ctx: HttpContext, openInspection: OpenInspection) {
    const { reason } = await validateBody(ctx, request.inspectionBody)
    const opened = await openInspection.handle({ ...(await this.#asked(ctx)), reason })
    return ctx.response.created(transform.transformOpenedInspection(opened))
  }

  @inject()
  async show(ctx: HttpContext, inspectAccount: InspectAccount) {
    const { account, devices } = await inspectAccount.handle(await this.#asked(ctx))
    ctx.response.header('cache-control', 'no-store')
    return ctx.response.send(transform.transformInspectedAccount(account, devices))
  }

  @inject()
  async endDevices(ctx: HttpContext, endDevices: EndDevicesForOwner) {
    await endDevices.handle(await this.#asked(ctx))
    return ctx.response.noContent()
  }

  @inject()
  async endDevice(ctx: HttpContext, endDevices: EndDevicesForOwner) {
    const { deviceId } = await validateParams(ctx, request.staffDeviceParams)
    await endDevices.handle({ ...(await this.#asked(ctx)), deviceId: deviceId as DeviceId })
    return ctx.response.noContent()
  }

  @inject()
  async sendReset(ctx: HttpContext, sendReset: SendResetForOwner) {
    await sendReset.handle(await this.#asked(ctx))
    return ctx.response.noContent()
  }

  @inject()
  async changeRoles(ctx: HttpContext, changeRoles: ChangeRoles) {
    const wish = await validateBody(ctx, request.rolesBody)
    const account = await changeRoles.handle({ ...(await this.#asked(ctx)), ...wish })
    return ctx.response.send(transform.transformFoundAccount(account))
  }

  @inject()
  async log(ctx: HttpContext, listStaffLog: ListStaffLog) {
    const page = await listStaffLog.handle(await validateQuery(ctx, request.staffLogQuery))
    return sendRevalidated(ctx, { ...page, items: page.items.map(transform.transformDeed) })
  }

  /** For the owner of an account: who looked at it, and why. */
  @inject()
  async inspections(ctx: HttpContext, listInspections: ListInspections) {
    const { accountId } = ctx.principal
    const asked = await validateQuery(ctx, request.inspectionListQuery)
    const page = await listInspections.handle({ accountId, ...asked })
    return sendRevalidated(ctx, { ...page, items: page.items.map(transform.transformInspection) })
  }

  async #asked(ctx: HttpContext) {
    const { accountId } = ctx.params as { accountId: AccountId }
    if (!isId(accountId)) throw new E_ACCOUNT_NOT_FOUND()
    return { staffAccountId: ctx.principal.accountId, accountId }
  }
}
