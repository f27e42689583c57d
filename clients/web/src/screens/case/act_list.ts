// Every act on a case: its words and its form. The order is that of the law.
import {
  IconAlertOctagon, IconArchive, IconArchiveOff, IconArrowBackUp, IconArrowsShuffle, IconCheck, IconClipboardCheck, IconClipboardList, IconEyeCheck, IconFileDescription, IconFlag, IconGavel,
  IconLink, IconLinkOff, IconListCheck, IconLock, IconMapPin, IconMessagePlus, IconNote, IconPhoneCall, IconRefresh, IconShieldCheck, IconShieldOff, IconUserQuestion, IconEdit,
} from "@tabler/icons-react";
import { AssessmentKind, CaseStatus, Closing, Measure, ReturnReason } from "../../gen/hotline/record/v1/case_pb";
import { CallType, Channel, ContactClass } from "../../gen/hotline/record/v1/contact_pb";
import { CaseService } from "../../gen/hotline/v1/case_pb";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { DutyLinkService } from "../../gen/hotline/v1/duty_pb";
import { ReferralService } from "../../gen/hotline/v1/referral_pb";
import { SupervisionService } from "../../gen/hotline/v1/supervision_pb";
import { methodOf, type ActSpec } from "./act_spec";
import { AssessmentBody, assessmentRequest } from "./forms/assessment";
import { AmendBody, amendCheck, amendRequest, intakeValues, PlacesBody, placesCheck, placesRequest, placesValues } from "./forms/intake";
import { ApproveBody, empty_step, PlanBody, ReturnPlanBody } from "./forms/plan";
import { CallBody, ContactBody, LinkBody, NoteBody, PoliceBody, ProminentBody, RestrictBody, TakeNoteBody } from "./forms/record";
import { AcceptBody, ReleaseBody, RerouteBody, ReturnBody, return_sentence, SendElsewhereBody, wasReturned } from "./forms/referral";
import { ActionBody, CloseBody, MeasuresBody, ReasonBody, ReviewBody, SeenBody, UnfoundedBody } from "./forms/work";
import type { Values } from "./values";

const { method: of } = CaseService;
const isAssessing = (detail: CaseDetail) => detail.row?.status === CaseStatus.ASSESSING;
const referredTo = (detail: CaseDetail) => detail.row?.referral?.toUnit || detail.row?.responsibleUnit || "";

function assessmentValues({ lastAssessment: last }: CaseDetail): Values {
  const lines = (items: NonNullable<typeof last>["harm"] = []) => items.map(({ item, level, notes }) => ({ item, level, notes }));
  return {
    assessment: {
      kind: last ? AssessmentKind.SPECIFIC : AssessmentKind.INITIAL, harm: lines(last?.harm), protection: lines(last?.protection),
      conclusion: 0, reasons: "", childSeen: false, emergency: 0, meetingMinutes: "", madeAt: "",
    },
  };
}

function planValues({ plan }: CaseDetail): Values {
  const steps = plan?.steps.map(({ what, who, byDate, resources }) => ({ what, who, byDate, resources })) ?? [];
  return { plan: { goals: plan?.goals ?? "", steps: steps.length > 0 ? steps : [empty_step], reviewDate: plan?.reviewDate ?? "" } };
}

const actionValues = (what: string, childSeen: boolean) => (): Values => ({ action: { what, childSeen, doneAt: "", planCarriedOut: false } });

export const acts: readonly ActSpec[] = [
  {
    id: "AcceptReferral", method: ReferralService.method.acceptReferral, icon: IconCheck, words: ["Tiếp nhận ca", "Accept the case"], send: ["Tiếp nhận", "Accept"],
    lead: ["Đơn vị của bạn chịu trách nhiệm về ca từ lúc này.", "Your office is responsible for the case from this moment."],
    initial: () => ({}), Body: AcceptBody,
  },
  {
    id: "ReturnReferral", method: ReferralService.method.returnReferral, icon: IconArrowBackUp, words: ["Trả lại, có lý do", "Return with a reason"], send: ["Trả lại", "Return"],
    lead: ["Ca trở về nơi đã chuyển để xử lý tiếp; không ai bị bỏ sót.", "The case goes back to who referred it, to be routed anew."],
    initial: () => ({ reason: ReturnReason.WRONG_PLACE, explanation: return_sentence[ReturnReason.WRONG_PLACE] }), Body: ReturnBody,
  },
  {
    id: "RerouteReferral", method: ReferralService.method.rerouteReferral, icon: IconArrowsShuffle, words: ["Chuyển hướng", "Reroute"], send: ["Chuyển tới đơn vị này", "Send there"],
    initial: () => ({ toUnit: "", reason: "" }), proposes: wasReturned, Body: RerouteBody,
  },
  {
    id: "StartEmergencyMeasures", method: of.startEmergencyMeasures, icon: IconAlertOctagon, words: ["Biện pháp khẩn cấp", "Emergency measures"], send: ["Ghi biện pháp khẩn cấp", "Record the measures"],
    initial: () => ({ measures: { measure: Measure.PROTECT, what: "", takenTo: "", decision: "", startedAt: "" } }), Body: MeasuresBody,
  },
  {
    id: "EndEmergencyMeasures", method: of.endEmergencyMeasures, icon: IconShieldOff, words: ["Kết thúc biện pháp khẩn cấp", "End the emergency measures"], send: ["Kết thúc biện pháp", "End them"],
    initial: () => ({ reason: "" }), Body: ReasonBody,
  },
  {
    id: "RecordAssessment", method: of.recordAssessment, icon: IconClipboardList, words: ["Đánh giá nguy cơ", "Risk assessment"], send: ["Ghi đánh giá", "Record the assessment"],
    initial: assessmentValues, Body: AssessmentBody, request: assessmentRequest,
  },
  {
    id: "SubmitPlan", method: of.submitPlan, icon: IconListCheck, words: ["Trình kế hoạch", "Submit the plan"], send: ["Trình Chủ tịch", "Submit to the chairman"],
    initial: planValues, Body: PlanBody,
  },
  {
    id: "ApprovePlan", method: of.approvePlan, icon: IconGavel, words: ["Phê duyệt kế hoạch", "Approve the plan"], send: ["Phê duyệt", "Approve"],
    initial: () => ({}), Body: ApproveBody,
  },
  {
    id: "ReturnPlan", method: of.returnPlan, icon: IconArrowBackUp, words: ["Trả lại kế hoạch", "Return the plan"], send: ["Trả lại để sửa", "Return for changes"],
    initial: () => ({ reason: "" }), Body: ReturnPlanBody,
  },
  {
    id: "RecordAction", method: of.recordAction, icon: IconClipboardCheck, words: ["Ghi việc đã làm", "Record an action"], send: ["Ghi lại", "Record"],
    initial: actionValues("", false), Body: ActionBody,
  },
  {
    id: "RecordReview", method: of.recordReview, icon: IconFileDescription, words: ["Rà soát (Mẫu 06)", "Review (Form 06)"], send: ["Ghi rà soát", "Record the review"],
    initial: () => ({ review: { findings: "", noRiskRemains: false, childIsStable: false, childSeen: false } }), Body: ReviewBody,
  },
  {
    id: "CloseCase", method: of.closeCase, icon: IconShieldCheck, words: ["Đóng ca: trẻ đã an toàn", "Close: the child is safe"], send: ["Quyết định đóng ca", "Decide to close"],
    fits: (detail) => !isAssessing(detail), initial: () => ({ closing: Closing.SAFE, decision: "" }), Body: CloseBody,
  },
  {
    id: "CloseCase.unfounded", method: of.closeCase, icon: IconShieldOff, words: ["Đóng ca: không có cơ sở", "Close as unfounded"], send: ["Quyết định đóng ca", "Decide to close"],
    fits: isAssessing, initial: () => ({ closing: Closing.UNFOUNDED, decision: "" }), Body: UnfoundedBody,
  },
  {
    id: "ReopenCase", method: of.reopenCase, icon: IconRefresh, words: ["Mở lại ca", "Reopen the case"], send: ["Mở lại", "Reopen"],
    initial: () => ({ reason: "" }), Body: ReasonBody,
  },
  {
    id: "RecordCallAttempt", method: of.recordCallAttempt, icon: IconPhoneCall, words: ["Đã gọi điện", "Telephoned"], send: ["Ghi cuộc gọi", "Record the call"],
    initial: (detail) => ({ attempt: { unit: detail.possible.includes("AcceptReferral") || detail.possible.includes("RecordAssessment") ? "" : referredTo(detail), whom: "", result: 0, notes: "", at: "", confirms: [] } }),
    Body: CallBody, sendsItself: true,
  },
  {
    id: "RecordAction.seen", method: of.recordAction, icon: IconEyeCheck, words: ["Đã gặp trẻ", "Child seen"], send: ["Ghi: đã gặp trẻ", "Record: child seen"],
    initial: actionValues("Đã gặp trực tiếp trẻ.", true), Body: SeenBody,
  },
  {
    id: "AddNote", method: of.addNote, icon: IconNote, words: ["Ghi chú", "Note"], send: ["Ghi lại", "Record"],
    initial: () => ({ text: "" }), Body: NoteBody,
  },
  {
    id: "InformPolice", method: of.informPolice, icon: IconShieldCheck, words: ["Báo công an", "Inform the police"], send: ["Ghi đã báo công an", "Record it"],
    lead: ["Báo công an không làm dừng việc bảo vệ trẻ.", "Informing the police does not end the care of the child."],
    initial: () => ({ office: "", notes: "" }), Body: PoliceBody,
  },
  {
    id: "AddContactToCase", method: of.addContactToCase, icon: IconMessagePlus, words: ["Thêm cuộc liên hệ", "Add a contact"], send: ["Thêm vào ca", "Add to the case"],
    lead: ["Có người liên hệ thêm về cùng trẻ này. Hạn của ca không đổi.", "Somebody made contact again about this child. No deadline changes."],
    initial: () => ({ contact: { channel: Channel.PHONE, callType: CallType.ABOUT_A_CHILD, contactClass: ContactClass.INFORMATION, asked: "", advised: "", receivedAt: "" } }), Body: ContactBody,
  },
  {
    id: "AmendIntake", method: of.amendIntake, icon: IconEdit, words: ["Bổ sung, sửa Mẫu 01", "Add to Form 01"], send: ["Ghi bổ sung", "Record the additions"],
    lead: ["Chỉ phần bạn sửa được ghi thêm; điều đã ghi trước đây vẫn còn trong diễn biến.", "Only what you change is added; what was there stays in the history."],
    initial: (detail) => ({ intake: intakeValues(detail.intake), reason: "" }), Body: AmendBody, request: amendRequest, check: amendCheck,
  },
  {
    id: "SetPlaces", method: of.setPlaces, icon: IconMapPin, words: ["Cập nhật địa điểm", "Set the places"], send: ["Ghi địa điểm", "Record the places"],
    initial: (detail) => placesValues(detail.intake), Body: PlacesBody, request: placesRequest, check: placesCheck,
  },
  {
    id: "TransferCase", method: of.transferCase, icon: IconArrowsShuffle, words: ["Chuyển ca sang nơi khác", "Transfer the case"], send: ["Chuyển ca", "Transfer"],
    lead: ["Đơn vị của bạn vẫn chịu trách nhiệm tới khi nơi nhận tiếp nhận.", "Your office stays responsible until the other accepts."],
    initial: () => ({ toUnit: "", reason: "" }), Body: SendElsewhereBody,
  },
  {
    id: "LinkCases", method: of.linkCases, icon: IconLink, words: ["Liên kết ca", "Link a case"], send: ["Liên kết", "Link"],
    initial: () => ({ otherNumber: "", otherCaseId: "", link: 0 }), Body: LinkBody,
  },
  {
    id: "FlagProminent", method: of.flagProminent, icon: IconFlag, words: ["Đánh dấu nổi cộm", "Flag as prominent"], send: ["Báo cáo ngay", "Report at once"],
    initial: () => ({ reason: 0, explanation: "" }), Body: ProminentBody,
  },
  {
    id: "AcknowledgeProminent", method: of.acknowledgeProminent, icon: IconFlag, words: ["Đã nắm ca nổi cộm", "Take note of the prominent case"], send: ["Ghi đã nắm", "Record it"],
    lead: ["Mỗi cấp trên tự ghi cho cấp mình.", "Each level above says so for itself."],
    initial: () => ({ note: "" }), Body: TakeNoteBody,
  },
  {
    id: "RevokeDutyLinks", method: DutyLinkService.method.revokeDutyLinks, icon: IconLinkOff, words: ["Huỷ liên kết của máy trực", "Revoke the duty links"], send: ["Huỷ liên kết", "Revoke the links"],
    lead: [
      "Máy trực bị mất, hoặc tin đi lạc: mọi liên kết của lần chuyển đang chờ hết hiệu lực ngay, gửi lại cũng không có liên kết mới. Đơn vị đăng nhập để tiếp nhận.",
      "A telephone was lost, or a message went astray: every link to the referral that waits ends at once, and no message brings another. The office signs in to accept.",
    ],
    initial: () => ({}),
  },
  {
    id: "RestrictCase", method: of.restrictCase, icon: IconLock, words: ["Hạn chế ca", "Restrict the case"], send: ["Hạn chế", "Restrict"],
    lead: ["Người bị nghi là cán bộ hoặc người thân của cán bộ: cấp trên phụ trách.", "The suspected person is an official or kin of one: the level above takes over."],
    initial: () => ({ explanation: "", barredPersonIds: [] }), Body: RestrictBody,
  },
  {
    id: "ReleaseInformant", method: SupervisionService.method.releaseInformant, icon: IconUserQuestion, words: ["Cho biết người báo tin", "Release the informant"], send: ["Cho biết", "Release"],
    lead: ["Đơn vị sẽ thấy tên và số của người báo tin. Việc này được ghi lại cùng lý do.", "The office will see the informant's name and number. It is recorded with its reason."],
    initial: (detail) => ({ toUnit: referredTo(detail), reason: "" }), Body: ReleaseBody,
  },
  {
    id: "SetLegalHold", method: SupervisionService.method.setLegalHold, icon: IconArchive, words: ["Lưu giữ hồ sơ theo lệnh", "Put a legal hold"], send: ["Lưu giữ", "Hold"],
    lead: ["Khi còn lưu giữ, không nội dung nào của ca bị xoá, dù đã hết hạn lưu.", "While it holds, nothing of the case is erased, whatever the rules of retention say."],
    fits: (detail) => !detail.legalHold, initial: () => ({ held: true, reason: "" }), Body: ReasonBody,
  },
  {
    id: "SetLegalHold.end", method: SupervisionService.method.setLegalHold, icon: IconArchiveOff, words: ["Thôi lưu giữ theo lệnh", "End the legal hold"], send: ["Thôi lưu giữ", "End it"],
    fits: (detail) => detail.legalHold, initial: () => ({ held: false, reason: "" }), Body: ReasonBody,
  },
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
  next: ActSpec[];
  /** A touch and a touch. */
  quick: ActSpec[];
  others: ActSpec[];
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

export const actOf = (id: string): ActSpec | undefined => acts.find((spec) => spec.id === id);
