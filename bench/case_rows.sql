-- What belongs to each invented request: answers, documents, a submission with its facts and verdicts, traits, events.
INSERT INTO answer BY NAME
SELECT uuidv7() AS id, a.id AS application_id, 'question' || n AS question, '{"part": "Tremblay"}' AS value,
    a.submitted_at AS answered_at
FROM application a, range(5) AS r(n) ORDER BY a.id, n;
INSERT INTO document BY NAME
SELECT uuidv7() AS id, a.id AS application_id, ['imm5661', 'first_id', 'second_id'][n] AS kind, 'a.pdf' AS file_name,
    'application/pdf' AS media_type, 100000 AS size, 2 AS pages, sha256(a.id::VARCHAR) AS sha256,
    md5(a.id::VARCHAR) AS vault_key, a.submitted_at AS given_at, NULL::UUID AS request_id
FROM application a, range(1, 4) AS r(n) ORDER BY a.id, n;
INSERT INTO submission BY NAME
SELECT uuidv7() AS id, id AS application_id, 1 AS number, '{}' AS answers, chain AS answers_digest, '{}' AS documents,
    '[]' AS document_ids, 1 AS print_number, submitted_at
FROM application ORDER BY application_id;
INSERT INTO facts BY NAME
SELECT uuidv7() AS id, id AS application_id, 1 AS number, submitted_at AS judged_at, submitted_at::DATE AS judged_on,
    true AS form_given, 9 AS days_open
FROM application ORDER BY application_id;
INSERT INTO judgement BY NAME
SELECT id, application_id, 1 AS number, 1 AS edition, judged_on, [x = 3 for x in range({rules})] AS verdicts
FROM facts ORDER BY application_id;
INSERT INTO decision BY NAME
SELECT uuidv7() AS id, id AS application_id, 1 AS number, 'refused' AS outcome, '[]' AS reasons, proposed AS reason_codes,
    '[]' AS overruled, '{officer}'::UUID AS officer_id, decided_at
FROM application WHERE decided_at IS NOT NULL ORDER BY application_id;
INSERT INTO event BY NAME
SELECT uuidv7() AS id, a.id AS subject_id, n + 1 AS number, 'application.looked_at' AS name, a.submitted_at AS occurred_at,
    'officer' AS role, '{officer}'::UUID AS account_id, NULL::UUID AS session_id, chain AS values_digest,
    chain AS previous, chain AS digest
FROM application a, range(4) AS r(n) ORDER BY a.id, n;
INSERT INTO event_values BY NAME
SELECT id, subject_id, 'salt' AS salt, '{"document": "none"}' AS "values" FROM event WHERE number > 2 ORDER BY subject_id;
INSERT INTO trait BY NAME
SELECT uuidv7() AS id, a.id AS application_id, a.account_id, k AS kind,
    md5(if(k = 'attestor', 'member' || hash(a.reference) % 50000, k || a.reference))::UUID AS key
FROM application a, unnest(['person', 'member', 'first_id', 'address', 'attestor']) AS u(k) ORDER BY a.id, k;
CHECKPOINT
