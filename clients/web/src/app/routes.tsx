// Every screen, once: its path, its name in the navigation, who may open it, and the code that is loaded with it. An
// address holds ids and nothing that speaks of a person. The first route that a role may open is its first page.
import { IconBuildingCommunity, IconFolders, IconHeadset, IconInbox, IconLayoutDashboard, IconMessages, IconShieldCheck, IconUsers, IconUserShare, type TablerIcon } from "@tabler/icons-react";
import type { DescMethod } from "@bufbuild/protobuf";
import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import { Role } from "../gen/hotline/record/v1/options_pb";
import type { Person } from "../gen/hotline/record/v1/person_pb";
import { AuditService } from "../gen/hotline/v1/audit_pb";
import { CaseService } from "../gen/hotline/v1/case_pb";
import { DirectoryService } from "../gen/hotline/v1/directory_pb";
import { IntakeService } from "../gen/hotline/v1/intake_pb";
import { ReferralService } from "../gen/hotline/v1/referral_pb";
import { SupervisionService } from "../gen/hotline/v1/supervision_pb";
import { hasRole, mayCall } from "../contract/access";
import type { Pair } from "../words/words";

export interface Route {
  /** wouter's patterns: "/case/:id". */
  path: string;
  words: Pair;
  /** Open to those whose role may call it; absent: to everybody signed in. */
  method?: DescMethod;
  /** In the navigation; absent: reached from elsewhere. */
  icon?: TablerIcon;
  /** The first page of this role, whatever stands before it. */
  first?: Role;
  screen: LazyExoticComponent<ComponentType>;
  /** Fetches the screen's code, once. */
  fetch(): Promise<unknown>;
}

const screen = (load: () => Promise<{ default: ComponentType }>) => ({ screen: lazy(load), fetch: load });

export const routes: readonly Route[] = [
  {
    path: "/queue",
    words: ["Ca đang chờ", "Waiting cases"],
    method: ReferralService.method.watchQueue,
    icon: IconInbox,
    ...screen(() => import("../screens/queue/QueuePage")),
  },
  {
    path: "/desk",
    words: ["Bàn trực", "Desk"],
    method: IntakeService.method.submitContact,
    icon: IconHeadset,
    first: Role.OPERATOR,
    ...screen(() => import("../screens/desk/DeskPage")),
  },
  {
    path: "/cases",
    words: ["Các ca", "Cases"],
    method: CaseService.method.listCases,
    icon: IconFolders,
    ...screen(() => import("../screens/cases/CasesPage")),
  },
  {
    path: "/cases/:id",
    words: ["Ca", "Case"],
    method: CaseService.method.getCase,
    ...screen(() => import("../screens/case/CasePage")),
  },
  {
    path: "/cases/:id/print",
    words: ["In hồ sơ", "Print"],
    method: CaseService.method.getCase,
    ...screen(() => import("../screens/print/PrintPage")),
  },
  {
    path: "/cases/:id/audit",
    words: ["Kiểm tra ca", "Audit of a case"],
    method: AuditService.method.listAccess,
    ...screen(() => import("../screens/case/CaseAuditPage")),
  },
  {
    path: "/contacts",
    words: ["Liên hệ", "Calls"],
    method: IntakeService.method.listContacts,
    icon: IconMessages,
    ...screen(() => import("../screens/contacts/ContactsPage")),
  },
  {
    path: "/contacts/:id",
    words: ["Cuộc liên hệ", "Contact"],
    method: IntakeService.method.getContact,
    ...screen(() => import("../screens/contacts/ContactPage")),
  },
  {
    path: "/people",
    words: ["Người dùng", "People"],
    method: DirectoryService.method.updatePerson,
    icon: IconUsers,
    ...screen(() => import("../screens/people/PeoplePage")),
  },
  {
    path: "/units",
    words: ["Đơn vị", "Offices"],
    method: DirectoryService.method.setUnitTelephones,
    icon: IconBuildingCommunity,
    ...screen(() => import("../screens/units/UnitsPage")),
  },
  {
    path: "/units/import",
    words: ["Nhập đơn vị", "Import offices"],
    method: DirectoryService.method.importUnits,
    ...screen(() => import("../screens/units/ImportPage")),
  },
  {
    path: "/deputies",
    words: ["Uỷ quyền", "Deputies"],
    method: DirectoryService.method.delegate,
    icon: IconUserShare,
    ...screen(() => import("../screens/deputies/DeputiesPage")),
  },
  {
    path: "/board",
    words: ["Giám sát", "Board"],
    method: SupervisionService.method.getOverview,
    icon: IconLayoutDashboard,
    first: Role.SUPERVISOR,
    ...screen(() => import("../screens/board/BoardPage")),
  },
  {
    path: "/audit",
    words: ["Nhật ký", "The log"],
    method: AuditService.method.verifyHistory,
    icon: IconShieldCheck,
    ...screen(() => import("../screens/audit/AuditPage")),
  },
  {
    path: "/account",
    words: ["Tài khoản", "Account"],
    ...screen(() => import("../screens/account/AccountPage")),
  },
];

export function routesOf(person: Person): readonly Route[] {
  const first = ({ first: role }: Route) => role !== undefined && hasRole(person, role);
  return routes.filter(({ method }) => !method || mayCall(person, method)).sort((a, b) => Number(first(b)) - Number(first(a)));
}

/** While the server is still asked who is here: the code of the screen that stands at this address. */
export function fetchScreen(path: string) {
  // Where it cannot be had, the screen itself says so when it is opened.
  void routes.find((route) => new RegExp(`^${route.path.replace(/:\w+/g, "[^/]+")}$`).test(path))?.fetch().catch(() => {});
}
