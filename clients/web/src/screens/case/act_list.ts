// Every act on a case as the page offers it: its words, and whether it belongs to the case as it stands. The order is that
// of the law. What is asked in it is in act_forms.ts, which comes when the case stands.
import {
  IconAlertOctagon, IconArchive, IconArchiveOff, IconArrowBackUp, IconArrowsShuffle, IconCheck, IconClipboardCheck, IconClipboardList, IconEyeCheck, IconFileDescription, IconFlag, IconGavel,
  IconLink, IconLinkOff, IconListCheck, IconLock, IconMapPin, IconMessagePlus, IconNote, IconPhoneCall, IconRefresh, IconShieldCheck, IconShieldOff, IconUserQuestion, IconEdit,
} from "@tabler/icons-react";
import { CaseStatus } from "../../gen/hotline/record/v1/case_pb";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { methodOf, type ActOffer } from "./act_spec";

const isAssessing = (detail: CaseDetail) => detail.row?.status === CaseStatus.ASSESSING;

export const acts: readonly ActOffer[] = [
  { id: "AcceptReferral", icon: IconCheck, words: ["Tiếp nhận ca", "Accept the case"] },
  { id: "ReturnReferral", icon: IconArrowBackUp, words: ["Trả lại, có lý do", "Return with a reason"] },
  { id: "RerouteReferral", icon: IconArrowsShuffle, words: ["Chuyển hướng", "Reroute"] },
  { id: "StartEmergencyMeasures", icon: IconAlertOctagon, words: ["Biện pháp khẩn cấp", "Emergency measures"] },
  { id: "EndEmergencyMeasures", icon: IconShieldOff, words: ["Kết thúc biện pháp khẩn cấp", "End the emergency measures"] },
  { id: "RecordAssessment", icon: IconClipboardList, words: ["Đánh giá nguy cơ", "Risk assessment"] },
  { id: "SubmitPlan", icon: IconListCheck, words: ["Trình kế hoạch", "Submit the plan"] },
  { id: "ApprovePlan", icon: IconGavel, words: ["Phê duyệt kế hoạch", "Approve the plan"] },
  { id: "ReturnPlan", icon: IconArrowBackUp, words: ["Trả lại kế hoạch", "Return the plan"] },
  { id: "RecordAction", icon: IconClipboardCheck, words: ["Ghi việc đã làm", "Record an action"] },
  { id: "RecordReview", icon: IconFileDescription, words: ["Rà soát (Mẫu 06)", "Review (Form 06)"] },
  { id: "CloseCase", icon: IconShieldCheck, words: ["Đóng ca: trẻ đã an toàn", "Close: the child is safe"], fits: (detail) => !isAssessing(detail) },
  { id: "CloseCase.unfounded", icon: IconShieldOff, words: ["Đóng ca: không có cơ sở", "Close as unfounded"], fits: isAssessing },
  { id: "ReopenCase", icon: IconRefresh, words: ["Mở lại ca", "Reopen the case"] },
  { id: "RecordCallAttempt", icon: IconPhoneCall, words: ["Đã gọi điện", "Telephoned"] },
  { id: "RecordAction.seen", icon: IconEyeCheck, words: ["Đã gặp trẻ", "Child seen"] },
  { id: "AddNote", icon: IconNote, words: ["Ghi chú", "Note"] },
  { id: "InformPolice", icon: IconShieldCheck, words: ["Báo công an", "Inform the police"] },
  { id: "AddContactToCase", icon: IconMessagePlus, words: ["Thêm cuộc liên hệ", "Add a contact"] },
  { id: "AmendIntake", icon: IconEdit, words: ["Bổ sung, sửa Mẫu 01", "Add to Form 01"] },
  { id: "SetPlaces", icon: IconMapPin, words: ["Cập nhật địa điểm", "Set the places"] },
  { id: "TransferCase", icon: IconArrowsShuffle, words: ["Chuyển ca sang nơi khác", "Transfer the case"] },
  { id: "LinkCases", icon: IconLink, words: ["Liên kết ca", "Link a case"] },
  { id: "FlagProminent", icon: IconFlag, words: ["Đánh dấu nổi cộm", "Flag as prominent"] },
  { id: "AcknowledgeProminent", icon: IconFlag, words: ["Đã nắm ca nổi cộm", "Take note of the prominent case"] },
  { id: "RevokeDutyLinks", icon: IconLinkOff, words: ["Huỷ liên kết của máy trực", "Revoke the duty links"] },
  { id: "RestrictCase", icon: IconLock, words: ["Hạn chế ca", "Restrict the case"] },
  { id: "ReleaseInformant", icon: IconUserQuestion, words: ["Cho biết người báo tin", "Release the informant"] },
  { id: "SetLegalHold", icon: IconArchive, words: ["Lưu giữ hồ sơ theo lệnh", "Put a legal hold"], fits: (detail) => !detail.legalHold },
  { id: "SetLegalHold.end", icon: IconArchiveOff, words: ["Thôi lưu giữ theo lệnh", "End the legal hold"], fits: (detail) => detail.legalHold },
];

const next_by_status: Record<CaseStatus, readonly string[]> = {
  [CaseStatus.UNSPECIFIED]: [],
  [CaseStatus.RECEIVED]: ["AcceptReferral", "RerouteReferral"],
  [CaseStatus.REFERRED]: ["AcceptReferral", "ReturnReferral", "RerouteReferral"],
  [CaseStatus.ACCEPTED]: ["AcceptReferral", "ReturnReferral", "RecordAssessment"],
  [CaseStatus.ASSESSING]: ["AcceptReferral", "ReturnReferral", "SubmitPlan", "RecordAssessment", "CloseCase.unfounded"],
  [CaseStatus.PLANNING]: ["AcceptReferral", "ReturnReferral", "SubmitPlan"],
  [CaseStatus.AWAITING_APPROVAL]: ["AcceptReferral", "ReturnReferral", "ApprovePlan", "ReturnPlan"],
  [CaseStatus.IN_PROGRESS]: ["AcceptReferral", "ReturnReferral", "RecordAction", "RecordReview"],
  [CaseStatus.REVIEWING]: ["AcceptReferral", "ReturnReferral", "CloseCase", "RecordReview"],
  [CaseStatus.CLOSED]: ["ReopenCase"],
};
const quick = ["RecordAction.seen", "RecordCallAttempt", "AddNote"];

export interface Offer {
  /** What the law wants next; the first is the one. */
  next: ActOffer[];
  /** A touch and a touch. */
  quick: ActOffer[];
  others: ActOffer[];
}

/** Those that are possible now, by how near they lie. `urgent`: the twelve hours run. */
export function offerOf(detail: CaseDetail, urgent: boolean): Offer {
  const possible = acts.filter((spec) => detail.possible.includes(methodOf(spec.id)) && (!spec.fits || spec.fits(detail)));
  const order = [...(next_by_status[detail.row?.status ?? 0] ?? [])];
  // Accepting comes before acting, and a child in danger before every paper.
  if (urgent) order.splice(detail.possible.includes("AcceptReferral") ? 2 : 0, 0, "StartEmergencyMeasures");
  if (detail.emergencyMeasuresRun && detail.row?.status === CaseStatus.REVIEWING) order.push("EndEmergencyMeasures");
  const pick = (ids: readonly string[]) => ids.flatMap((id) => possible.find((spec) => spec.id === id) ?? []);
  const [next, near] = [pick(order), pick(quick.filter((id) => !order.includes(id)))];
  return { next, quick: near, others: possible.filter((spec) => !next.includes(spec) && !near.includes(spec)) };
}

export const actOf = (id: string): ActOffer | undefined => acts.find((spec) => spec.id === id);
