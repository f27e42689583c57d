// Every screen, once: its path, its name in the navigation, who may open it, and the code that is loaded with it. An
// address holds ids and nothing that speaks of a person. The first route that a role may open is its first page.
import { IconBuildingCommunity, IconCalendarUser, IconChartBar, IconClockCheck, IconFolders, IconHeadset, IconInbox, IconLayoutDashboard, IconMessages, IconPhoneOutgoing, IconReportAnalytics, IconShieldCheck, IconUsers, IconUserShare, type TablerIcon } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { Role } from "../gen/hotline/record/v1/options_pb";
import type { Person } from "../gen/hotline/record/v1/person_pb";
import { hasRole, mayCall, type Method } from "../contract/access";
import { loadedOnce, type Loaded } from "../parts/use_loaded";
import type { Pair } from "../words/words";

export interface Route {
  /** wouter's patterns: "/case/:id". */
  path: string;
  words: Pair;
  /** Open to those whose role may call it; absent: to everybody signed in. */
  method?: Method;
  /** In the navigation; absent: reached from elsewhere. */
  icon?: TablerIcon;
  /** The first page of this role, whatever stands before it. */
  first?: Role;
  code: Loaded<ComponentType>;
}

const codeOf = (load: () => Promise<{ default: ComponentType }>) => loadedOnce(async () => (await load()).default);

export const routes: readonly Route[] = [
  {
    path: "/queue",
    words: ["Ca đang chờ", "Waiting cases"],
    method: "ReferralService.WatchQueue",
    icon: IconInbox,
    code: codeOf(() => import("../screens/queue/QueuePage")),
  },
  {
    path: "/desk",
    words: ["Bàn trực", "Desk"],
    method: "IntakeService.SubmitContact",
    icon: IconHeadset,
    first: Role.OPERATOR,
    code: codeOf(() => import("../screens/desk/DeskPage")),
  },
  {
    path: "/calls",
    words: ["Danh sách gọi", "Call list"],
    method: "SupervisionService.ListCalls",
    icon: IconPhoneOutgoing,
    code: codeOf(() => import("../screens/calls/CallsPage")),
  },
  {
    path: "/cases",
    words: ["Các ca", "Cases"],
    method: "CaseService.ListCases",
    icon: IconFolders,
    code: codeOf(() => import("../screens/cases/CasesPage")),
  },
  {
    path: "/cases/:id",
    words: ["Ca", "Case"],
    method: "CaseService.GetCase",
    code: codeOf(() => import("../screens/case/CasePage")),
  },
  {
    path: "/cases/:id/print",
    words: ["In hồ sơ", "Print"],
    method: "CaseService.GetCase",
    code: codeOf(() => import("../screens/print/PrintPage")),
  },
  {
    path: "/cases/:id/audit",
    words: ["Kiểm tra ca", "Audit of a case"],
    method: "AuditService.ListAccess",
    code: codeOf(() => import("../screens/case/CaseAuditPage")),
  },
  {
    path: "/contacts",
    words: ["Liên hệ", "Contacts"],
    method: "IntakeService.ListContacts",
    icon: IconMessages,
    code: codeOf(() => import("../screens/contacts/ContactsPage")),
  },
  {
    path: "/contacts/:id",
    words: ["Cuộc liên hệ", "Contact"],
    method: "IntakeService.GetContact",
    code: codeOf(() => import("../screens/contacts/ContactPage")),
  },
  {
    path: "/people",
    words: ["Người dùng", "People"],
    method: "DirectoryService.UpdatePerson",
    icon: IconUsers,
    code: codeOf(() => import("../screens/people/PeoplePage")),
  },
  {
    path: "/units",
    words: ["Đơn vị", "Offices"],
    method: "DirectoryService.SetUnitTelephones",
    icon: IconBuildingCommunity,
    code: codeOf(() => import("../screens/units/UnitsPage")),
  },
  {
    path: "/units/import",
    words: ["Nhập đơn vị", "Import offices"],
    method: "DirectoryService.ImportUnits",
    code: codeOf(() => import("../screens/units/ImportPage")),
  },
  {
    path: "/units/draft",
    words: ["Soạn thay đổi đơn vị", "Draft an office change"],
    method: "DirectoryService.ImportUnits",
    code: codeOf(() => import("../screens/units/DraftPage")),
  },
  {
    path: "/units/changes",
    words: ["Thay đổi đơn vị", "Office changes"],
    method: "SupervisionService.ListUnitChanges",
    code: codeOf(() => import("../screens/units/ChangesPage")),
  },
  {
    path: "/deputies",
    words: ["Uỷ quyền", "Deputies"],
    method: "DirectoryService.Delegate",
    icon: IconUserShare,
    code: codeOf(() => import("../screens/deputies/DeputiesPage")),
  },
  {
    path: "/roster",
    words: ["Lịch trực", "Duty roster"],
    method: "DirectoryService.GetRoster",
    icon: IconCalendarUser,
    code: codeOf(() => import("../screens/roster/RosterPage")),
  },
  {
    path: "/board",
    words: ["Giám sát", "Board"],
    method: "SupervisionService.GetOverview",
    icon: IconLayoutDashboard,
    first: Role.SUPERVISOR,
    code: codeOf(() => import("../screens/board/BoardPage")),
  },
  {
    path: "/statistics",
    words: ["Thống kê", "Statistics"],
    method: "StatisticsService.GetStatistics",
    icon: IconChartBar,
    code: codeOf(() => import("../screens/statistics/StatisticsPage")),
  },
  {
    path: "/statistics/report",
    words: ["Báo cáo theo mẫu", "Reports by form"],
    method: "ReportFormService.FillReport",
    code: codeOf(() => import("../screens/statistics/ReportFormPage")),
  },
  {
    path: "/deadlines",
    words: ["Thời hạn", "Deadlines"],
    method: "DeadlineService.GetOnTimeShares",
    icon: IconClockCheck,
    code: codeOf(() => import("../screens/deadlines/DeadlinesPage")),
  },
  {
    path: "/deadlines/try",
    words: ["Thử thời hạn khác", "Try other deadlines"],
    method: "DeadlineService.SimulateDeadlines",
    code: codeOf(() => import("../screens/deadlines/TryPage")),
  },
  {
    path: "/reports",
    words: ["Báo cáo", "Reports"],
    method: "ReportService.ListReports",
    icon: IconReportAnalytics,
    code: codeOf(() => import("../screens/reports/ReportsPage")),
  },
  {
    path: "/reports/:duty/:unit/:day",
    words: ["Một báo cáo", "A report"],
    method: "ReportService.GetReport",
    code: codeOf(() => import("../screens/reports/ReportPage")),
  },
  {
    path: "/audit",
    words: ["Nhật ký", "The log"],
    method: "AuditService.VerifyHistory",
    icon: IconShieldCheck,
    code: codeOf(() => import("../screens/audit/AuditPage")),
  },
  {
    path: "/account",
    words: ["Tài khoản", "Account"],
    code: codeOf(() => import("../screens/account/AccountPage")),
  },
];

export function routesOf(person: Person): readonly Route[] {
  const first = ({ first: role }: Route) => role !== undefined && hasRole(person, role);
  return routes.filter(({ method }) => !method || mayCall(person, method)).sort((a, b) => Number(first(b)) - Number(first(a)));
}

/** The screen that stands at an address; a longer address is another screen. */
export function routeAt(all: readonly Route[], path: string): Route | undefined {
  return all.find((route) => new RegExp(`^${route.path.replace(/:\w+/g, "[^/]+")}/?$`).test(path));
}

/** While the server is still asked who is here: the code of the screen that stands at this address. */
export function fetchScreen(path: string) {
  // Where it cannot be had, the screen itself says so when it is opened.
  void routeAt(routes, path)?.code.fetch().catch(() => {});
}
