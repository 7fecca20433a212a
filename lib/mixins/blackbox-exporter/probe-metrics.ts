import { source } from '../families/family';

/** The blackbox exporter about what it asks. */
export const probe = source({
  program: 'blackbox_exporter',
  version: '0.28.0',
  image: 'blackbox-exporter',
  captured: `
    probe_dns_additional_rrs gauge
    probe_dns_answer_rrs gauge
    probe_dns_authority_rrs gauge
    probe_dns_duration_seconds gauge phase
    probe_dns_lookup_time_seconds gauge
    probe_dns_query_succeeded gauge
    probe_duration_seconds gauge
    probe_failed_due_to_bytes gauge
    probe_failed_due_to_regex gauge
    probe_http_content_length gauge
    probe_http_duration_seconds gauge phase
    probe_http_redirects gauge
    probe_http_ssl gauge
    probe_http_status_code gauge
    probe_http_uncompressed_body_length gauge
    probe_http_version gauge
    probe_ip_addr_hash gauge
    probe_ip_protocol gauge
    probe_ssl_earliest_cert_expiry gauge
    probe_ssl_last_chain_expiry_timestamp_seconds gauge
    probe_ssl_last_chain_info gauge fingerprint_sha256,issuer,serialnumber,subject,subjectalternative
    probe_success gauge
    probe_tls_cipher_info gauge cipher
    probe_tls_version_info gauge version
  `,
  documented: `
    probe_dns_serial gauge
    probe_expect_info gauge
    probe_failed_due_to_cel gauge
    probe_grpc_duration_seconds gauge phase
    probe_grpc_healthcheck_response gauge serving_status
    probe_grpc_ssl gauge
    probe_grpc_status_code gauge
    probe_http_last_modified_timestamp_seconds gauge
    probe_icmp_duration_seconds gauge phase
    probe_icmp_reply_hop_limit gauge
  `,
});
