// What a notice says, in Vietnamese and in English, and as the JSON that a gateway gets.
//
// Promises: nothing but the number of the case, what is due and when, and the link; never a name, a place, or
// what happened to whom (Decree 56/2017 art. 33: even that a service is given to a child is secret). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "hotline/v1/notice.pb.h"

namespace hotline::service {

/// One line in each language.
struct NoticeText {
  std::string vi, en;
};
NoticeText notice_text(const v1::Notice& notice);

/// The subject of an e-mail: the Vietnamese line.
std::string notice_subject(const v1::Notice& notice);
/// Its text: both lines, the link, and what one does with it: answers without an account, or signs in.
std::string notice_mail(const v1::Notice& notice, std::string_view link);
/// {"type": "notice.reminder", "timestamp": …, "data": {…}}, as the Standard Webhooks specification advises.
std::string notice_json(const v1::Notice& notice, std::string_view link, Time created,
                        const std::vector<std::string>& telephones);

/// "reminder"; stable, for gateways.
std::string_view name(v1::NoticeKind kind);

}  // namespace hotline::service
