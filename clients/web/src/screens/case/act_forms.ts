// What is asked in each act on a case, by its id in act_list.ts: what its form holds at first, and what is sent.
import { AssessmentKind, Closing, Measure, ReturnReason } from "../../gen/hotline/record/v1/case_pb";
import { CallType, Channel, ContactClass } from "../../gen/hotline/record/v1/contact_pb";
import { CaseService } from "../../gen/hotline/v1/case_pb";
import type { CaseDetail } from "../../gen/hotline/v1/case_detail_pb";
import { DutyLinkService } from "../../gen/hotline/v1/duty_pb";
import { ReferralService } from "../../gen/hotline/v1/referral_pb";
import { SupervisionService } from "../../gen/hotline/v1/supervision_pb";
import type { ActAsked } from "./act_spec";
import { AssessmentBody, assessmentRequest } from "./forms/assessment";
import { AmendBody, amendCheck, amendRequest, intakeValues, PlacesBody, placesCheck, placesRequest, placesValues } from "./forms/intake";
import { ApproveBody, empty_step, PlanBody, ReturnPlanBody } from "./forms/plan";
import { CallBody, ContactBody, LinkBody, NoteBody, PoliceBody, ProminentBody, RestrictBody, TakeNoteBody } from "./forms/record";
import { AcceptBody, ReleaseBody, RerouteBody, ReturnBody, return_sentence, TransferBody, wasReturned } from "./forms/referral";
import { ActionBody, CloseBody, EndMeasuresBody, MeasuresBody, measuresRequest, ReasonBody, ReviewBody, SeenBody, UnfoundedBody } from "./forms/work";
import type { Values } from "./values";

const { method: of } = CaseService;
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

const forms: Record<string, ActAsked> = {
  AcceptReferral: {
    method: ReferralService.method.acceptReferral, send: ["Tiếp nhận", "Accept"],
    lead: ["Đơn vị của bạn chịu trách nhiệm về ca từ lúc này.", "Your office is responsible for the case from this moment."],
    initial: () => ({}), Body: AcceptBody,
  },
  ReturnReferral: {
    method: ReferralService.method.returnReferral, send: ["Trả lại", "Return"],
    lead: ["Ca trở về nơi đã chuyển để xử lý tiếp; không ai bị bỏ sót.", "The case goes back to who referred it, to be routed anew."],
    initial: () => ({ reason: ReturnReason.WRONG_PLACE, explanation: return_sentence[ReturnReason.WRONG_PLACE] }), Body: ReturnBody,
  },
  RerouteReferral: {
    method: ReferralService.method.rerouteReferral, send: ["Chuyển tới đơn vị này", "Send there"],
    initial: () => ({ toUnit: "", reason: "" }), proposes: wasReturned, Body: RerouteBody,
  },
  StartEmergencyMeasures: {
    method: of.startEmergencyMeasures, send: ["Ghi biện pháp khẩn cấp", "Record the measures"],
    initial: () => ({ measures: { measure: Measure.PROTECT, what: "", takenTo: "", decision: "", startedAt: "", requiredUntil: "" } }), Body: MeasuresBody, request: measuresRequest,
  },
  EndEmergencyMeasures: {
    method: of.endEmergencyMeasures, send: ["Kết thúc biện pháp", "End them"],
    initial: () => ({ reason: "", endedAt: "", measure: Measure.UNSPECIFIED }), Body: EndMeasuresBody,
  },
  RecordAssessment: {
    method: of.recordAssessment, send: ["Ghi đánh giá", "Record the assessment"],
    initial: assessmentValues, Body: AssessmentBody, request: assessmentRequest,
  },
  SubmitPlan: {
    method: of.submitPlan, send: ["Trình Chủ tịch", "Submit to the chairman"],
    initial: planValues, Body: PlanBody,
  },
  ApprovePlan: {
    method: of.approvePlan, send: ["Phê duyệt", "Approve"],
    initial: () => ({}), Body: ApproveBody,
  },
  ReturnPlan: {
    method: of.returnPlan, send: ["Trả lại để sửa", "Return for changes"],
    initial: () => ({ reason: "" }), Body: ReturnPlanBody,
  },
  RecordAction: {
    method: of.recordAction, send: ["Ghi lại", "Record"],
    initial: actionValues("", false), Body: ActionBody,
  },
  RecordReview: {
    method: of.recordReview, send: ["Ghi rà soát", "Record the review"],
    initial: () => ({ review: { findings: "", noRiskRemains: false, childIsStable: false, childSeen: false } }), Body: ReviewBody,
  },
  CloseCase: {
    method: of.closeCase, send: ["Quyết định đóng ca", "Decide to close"],
    initial: () => ({ closing: Closing.SAFE, decision: "" }), Body: CloseBody,
  },
  "CloseCase.unfounded": {
    method: of.closeCase, send: ["Quyết định đóng ca", "Decide to close"],
    initial: () => ({ closing: Closing.UNFOUNDED, decision: "" }), Body: UnfoundedBody,
  },
  ReopenCase: {
    method: of.reopenCase, send: ["Mở lại", "Reopen"],
    initial: () => ({ reason: "" }), Body: ReasonBody,
  },
  RecordCallAttempt: {
    method: of.recordCallAttempt, send: ["Ghi cuộc gọi", "Record the call"],
    initial: (detail) => ({ attempt: { unit: detail.possible.includes("AcceptReferral") || detail.possible.includes("RecordAssessment") ? "" : referredTo(detail), whom: "", result: 0, notes: "", at: "", confirms: [] } }), Body: CallBody, sendsItself: true,
  },
  "RecordAction.seen": {
    method: of.recordAction, send: ["Ghi: đã gặp trẻ", "Record: child seen"],
    initial: actionValues("Đã gặp trực tiếp trẻ.", true), Body: SeenBody,
  },
  AddNote: {
    method: of.addNote, send: ["Ghi lại", "Record"],
    initial: () => ({ text: "" }), Body: NoteBody,
  },
  InformPolice: {
    method: of.informPolice, send: ["Ghi đã báo công an", "Record it"],
    lead: ["Báo công an không làm dừng việc bảo vệ trẻ.", "Informing the police does not end the care of the child."],
    initial: () => ({ office: "", notes: "" }), Body: PoliceBody,
  },
  AddContactToCase: {
    method: of.addContactToCase, send: ["Thêm vào ca", "Add to the case"],
    lead: ["Có người liên hệ thêm về cùng trẻ này. Hạn của ca không đổi.", "Somebody made contact again about this child. No deadline changes."],
    initial: () => ({ contact: { channel: Channel.PHONE, callType: CallType.ABOUT_A_CHILD, contactClass: ContactClass.INFORMATION, asked: "", advised: "", receivedAt: "" } }), Body: ContactBody,
  },
  AmendIntake: {
    method: of.amendIntake, send: ["Ghi bổ sung", "Record the additions"],
    lead: ["Chỉ phần bạn sửa được ghi thêm; điều đã ghi trước đây vẫn còn trong diễn biến.", "Only what you change is added; what was there stays in the history."],
    initial: (detail) => ({ intake: intakeValues(detail.intake), reason: "" }), Body: AmendBody, request: amendRequest, check: amendCheck, joins: ["intake.suspectedAbusers"],
  },
  SetPlaces: {
    method: of.setPlaces, send: ["Ghi địa điểm", "Record the places"],
    initial: (detail) => placesValues(detail.intake), Body: PlacesBody, request: placesRequest, check: placesCheck,
  },
  TransferCase: {
    method: of.transferCase, send: ["Chuyển ca", "Transfer"],
    lead: ["Đơn vị của bạn vẫn chịu trách nhiệm tới khi nơi nhận tiếp nhận.", "Your office stays responsible until the other accepts."],
    initial: () => ({ toUnit: "", reason: "" }), Body: TransferBody,
  },
  LinkCases: {
    method: of.linkCases, send: ["Liên kết", "Link"],
    initial: () => ({ otherNumber: "", otherCaseId: "", link: 0 }), Body: LinkBody,
  },
  FlagProminent: {
    method: of.flagProminent, send: ["Báo cáo ngay", "Report at once"],
    initial: () => ({ reason: 0, explanation: "" }), Body: ProminentBody,
  },
  AcknowledgeProminent: {
    method: of.acknowledgeProminent, send: ["Ghi đã nắm", "Record it"],
    lead: ["Mỗi cấp trên tự ghi cho cấp mình.", "Each level above says so for itself."],
    initial: () => ({ note: "" }), Body: TakeNoteBody,
  },
  RevokeDutyLinks: {
    method: DutyLinkService.method.revokeDutyLinks, send: ["Huỷ liên kết", "Revoke the links"],
    lead: [
      "Máy trực bị mất, hoặc tin đi lạc: mọi liên kết của lần chuyển đang chờ hết hiệu lực ngay, gửi lại cũng không có liên kết mới. Đơn vị đăng nhập để tiếp nhận.",
      "A telephone was lost, or a message went astray: every link to the referral that waits ends at once, and no message brings another. The office signs in to accept.",
    ],
    initial: () => ({}),
  },
  RestrictCase: {
    method: of.restrictCase, send: ["Hạn chế", "Restrict"],
    lead: ["Người bị nghi là cán bộ hoặc người thân của cán bộ: cấp trên phụ trách.", "The suspected person is an official or kin of one: the level above takes over."],
    initial: () => ({ explanation: "", barredPersonIds: [] }), Body: RestrictBody,
  },
  ReleaseInformant: {
    method: SupervisionService.method.releaseInformant, send: ["Cho biết", "Release"],
    lead: ["Đơn vị sẽ thấy tên và số của người báo tin. Việc này được ghi lại cùng lý do.", "The office will see the informant's name and number. It is recorded with its reason."],
    initial: (detail) => ({ toUnit: referredTo(detail), reason: "" }), Body: ReleaseBody,
  },
  SetLegalHold: {
    method: SupervisionService.method.setLegalHold, send: ["Lưu giữ", "Hold"],
    lead: ["Khi còn lưu giữ, không nội dung nào của ca bị xoá, dù đã hết hạn lưu.", "While it holds, nothing of the case is erased, whatever the rules of retention say."],
    initial: () => ({ held: true, reason: "" }), Body: ReasonBody,
  },
  "SetLegalHold.end": {
    method: SupervisionService.method.setLegalHold, send: ["Thôi lưu giữ", "End it"],
    initial: () => ({ held: false, reason: "" }), Body: ReasonBody,
  },
};

export const askedIn = (id: string): ActAsked => forms[id]!;
