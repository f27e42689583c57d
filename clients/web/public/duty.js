// The page of a link to a duty telephone. For browsers since 2018: no modules, no build. The token stands behind the
// '#' and leaves this telephone only in the body of a request; opening the page looks and changes nothing.
(function () {
  "use strict";
  var words = {
    vi: {
      title: "Tổng đài 111: máy trực của đơn vị",
      language: "English",
      wait: "Đang mở…",
      sending: "Đang gửi…",
      number: "Ca ",
      CLOCK_KIND_ACKNOWLEDGE: "Hạn xác nhận đã nhận: ",
      to_accept: "Hạn đăng nhập để tiếp nhận: ",
      CLOCK_KIND_EMERGENCY: "Hạn can thiệp khẩn cấp: ",
      CLOCK_KIND_PLAN: "Hạn trình kế hoạch: ",
      CLOCK_KIND_SEPARATION: "Hạn tạm cách ly: ",
      CLOCK_KIND_VERIFY: "Hạn xác minh, đánh giá ban đầu: ",
      CLOCK_KIND_REVIEW: "Hạn rà soát theo kế hoạch: ",
      CLOCK_KIND_FORWARD: "Hạn chuyển đi hoặc giữ lại: ",
      acknowledged: "Đã ghi nhận lúc ",
      has_it: "Chúng tôi đã nhận",
      claims: "Báo thêm",
      claims_note: "Lời báo ở đây chưa được xác nhận và không dừng thời hạn nào, cho đến khi có người đăng nhập ghi lại hoặc tổng đài gọi lại.",
      child_seen: "Đã gặp trẻ",
      not_ours: "Không thuộc đơn vị chúng tôi",
      sign_in_note: "Để tiếp nhận ca, hãy đăng nhập.",
      sign_in: "Đăng nhập",
      unknown: "Liên kết này không còn dùng được. Hãy đăng nhập, hoặc gọi cho tổng đài 111.",
      slowed: "Đã thử quá nhiều lần. Hãy chờ nửa phút rồi mở lại.",
      broken: "Không kết nối được, chưa rõ việc đã được ghi hay chưa. Hãy thử lại, hoặc gọi cho tổng đài 111.",
      DUTY_ANSWER_CHILD_SEEN: "Đã báo là đã gặp trẻ, chưa xác nhận: ",
      DUTY_ANSWER_NOT_OURS: "Đã báo là không thuộc đơn vị, chưa xác nhận: ",
    },
    en: {
      title: "Helpline 111: the office's duty telephone",
      language: "Tiếng Việt",
      wait: "Opening…",
      sending: "Sending…",
      number: "Case ",
      CLOCK_KIND_ACKNOWLEDGE: "To be acknowledged by: ",
      to_accept: "Sign in and accept by: ",
      CLOCK_KIND_EMERGENCY: "Emergency measures due: ",
      CLOCK_KIND_PLAN: "Plan due: ",
      CLOCK_KIND_SEPARATION: "Separation ends: ",
      CLOCK_KIND_VERIFY: "First assessment due: ",
      CLOCK_KIND_REVIEW: "Review due: ",
      CLOCK_KIND_FORWARD: "To be sent on or kept by: ",
      acknowledged: "Recorded at ",
      has_it: "We have it",
      claims: "Say more",
      claims_note: "What is said here is not confirmed and stops no deadline, until somebody signs in and records it or the helpline calls back.",
      child_seen: "We have seen the child",
      not_ours: "It is not our office's",
      sign_in_note: "To accept the case, sign in.",
      sign_in: "Sign in",
      unknown: "This link cannot be used any more. Sign in, or telephone the helpline, 111.",
      slowed: "Too many tries. Wait half a minute, then open it again.",
      broken: "No connection: whether it was recorded is not known. Try again, or telephone the helpline, 111.",
      DUTY_ANSWER_CHILD_SEEN: "Claimed that the child was seen, not confirmed: ",
      DUTY_ANSWER_NOT_OURS: "Claimed that it is not the office's, not confirmed: ",
    },
  };
  var language = "vi";
  try {
    if (window.localStorage.getItem("hotline.language") === "en") language = "en";
  } catch {
    // A browser that keeps nothing begins in Vietnamese.
  }
  var referral = null;
  var said = { key: "wait", wrong: false };
  var token = take_token();
  var asked = 0;
  var buttons = document.querySelectorAll("button[data-answer]");

  /** From the link, and out of the address at once, so that no history of the browser keeps it; a reload finds it again in this tab. */
  function take_token() {
    var found = window.location.hash.slice(1);
    try {
      if (found) window.sessionStorage.setItem("hotline.duty", found);
      else found = window.sessionStorage.getItem("hotline.duty") || "";
      window.history.replaceState(null, "", window.location.pathname);
    } catch {
      // A browser that keeps nothing leaves the address as it is, and a reload goes on from there.
    }
    return found;
  }
  function element(id) {
    return document.getElementById(id);
  }
  function two(number) {
    return (number < 10 ? "0" : "") + number;
  }
  /** "14:30 27/11/2026", in Vietnam whatever the telephone's own zone. */
  function time(text) {
    var at = new Date(new Date(text).getTime() + 7 * 3600 * 1000);
    return two(at.getUTCHours()) + ":" + two(at.getUTCMinutes()) + " " + two(at.getUTCDate()) + "/" + two(at.getUTCMonth() + 1) + "/" + at.getUTCFullYear();
  }
  function was_said(answer) {
    if (answer === "DUTY_ANSWER_ACKNOWLEDGED") return !!referral.acknowledgedAt;
    return (referral.claims || []).some(function (claim) {
      return claim.answer === answer;
    });
  }

  function show() {
    var of = words[language];
    document.documentElement.lang = language;
    Array.prototype.forEach.call(document.querySelectorAll("[data-words]"), function (one) {
      one.textContent = of[one.getAttribute("data-words")];
    });
    element("language").textContent = of.language;
    element("state").textContent = said.key ? of[said.key] : "";
    element("state").className = said.wrong ? "wrong" : "";
    element("referral").hidden = !referral;
    if (!referral) return;
    element("number").textContent = of.number + referral.caseNumber;
    // After the tap the same time runs once more, for somebody who signs in.
    var due = referral.acknowledgedAt && referral.dueKind === "CLOCK_KIND_ACKNOWLEDGE" ? "to_accept" : referral.dueKind;
    element("due").textContent = referral.dueAt ? of[due] + time(referral.dueAt) : "";
    element("acknowledged").hidden = !referral.acknowledgedAt;
    if (referral.acknowledgedAt) element("acknowledged").textContent = of.acknowledged + time(referral.acknowledgedAt);
    element("claimed").textContent = "";
    (referral.claims || []).forEach(function (claim) {
      var item = document.createElement("li");
      item.textContent = of[claim.answer] + time(claim.claimedAt);
      element("claimed").appendChild(item);
    });
    Array.prototype.forEach.call(buttons, function (button) {
      button.disabled = said.key === "sending" || was_said(button.getAttribute("data-answer"));
    });
  }

  function say(key, wrong) {
    said = { key: key, wrong: wrong };
    show();
  }

  function call(method, message) {
    var request = new XMLHttpRequest();
    var number = ++asked;
    // What was asked of an earlier link, or before the last tap, says nothing any more.
    function answered(then) {
      return function () {
        if (number === asked) then();
      };
    }
    request.open("POST", "/hotline.v1.DutyLinkService/" + method);
    request.setRequestHeader("Content-Type", "application/json");
    request.setRequestHeader("Connect-Protocol-Version", "1");
    request.timeout = 30000;
    request.onload = answered(function () {
      if (request.status === 200) {
        referral = JSON.parse(request.responseText).referral;
        return say("", false);
      }
      if (request.status === 404 || request.status === 400) {
        referral = null;
        return say("unknown", true);
      }
      say(request.status === 429 ? "slowed" : "broken", true);
    });
    request.onerror = request.ontimeout = answered(function () {
      say("broken", true);
    });
    request.send(JSON.stringify(message));
  }

  /** A UUID; of random numbers only where the browser has nothing better: it tells retries apart, and guards nothing. */
  function new_id() {
    var digits = "";
    while (digits.length < 30) digits += Math.floor(Math.random() * 16).toString(16);
    return digits.slice(0, 8) + "-" + digits.slice(8, 12) + "-4" + digits.slice(12, 15) + "-8" + digits.slice(15, 18) + "-" + digits.slice(18, 30);
  }

  Array.prototype.forEach.call(buttons, function (button) {
    button.addEventListener("click", function () {
      say("sending", false);
      call("AnswerDutyLink", { requestId: new_id(), token: token, answer: button.getAttribute("data-answer") });
    });
  });
  element("language").addEventListener("click", function () {
    language = language === "vi" ? "en" : "vi";
    show();
  });
  function open() {
    referral = null;
    say("wait", false);
    if (token) call("LookUpDutyLink", { token: token });
    else say("unknown", true);
  }
  // A second message's link, opened in the tab of the first, changes nothing but what stands behind the '#'.
  window.addEventListener("hashchange", function () {
    if (!window.location.hash.slice(1)) return;
    token = take_token();
    open();
  });
  open();
})();
